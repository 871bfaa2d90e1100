/** The address of a file that is served beside the code. */
declare module '*?url' {
  const address: string;
  export default address;
}
