import { describe, expect, it } from 'vitest';
import type { Peer } from './case';
import { openPeer } from './peer-process';

const peer = (script: string, program = process.execPath): Peer => ({
  name: 'peer',
  command: [program, '-e', script],
  install: 'apt-get install peer',
});

const answering = `
  console.log(JSON.stringify({ version: '1.2' }));
  require('node:readline').createInterface(process.stdin).on('line', (line) => {
    if (line === 'go 9') process.exit(3);
    console.log(JSON.stringify({ wall: 0.5, cpu: 0.25, quality: { said: line } }));
  });`;

describe('a peer', () => {
  it('keeps its data and answers turn by turn', async () => {
    const open = await openPeer(peer(answering));
    if (typeof open === 'string') throw new Error(open);
    expect(open.version).toBe('1.2');
    expect(await open.turn(2)).toEqual({ threads: 2, wall: 0.5, cpu: 0.25, quality: { said: 'go 2' } });
    expect(await open.turn(1)).toMatchObject({ threads: 1, quality: { said: 'go 1' } });
    await open.close();
  });
  it('that lacks what it imports, or is not there at all, says how to install it', async () => {
    const sentence = 'not installed: apt-get install peer';
    expect(await openPeer(peer(`console.log(JSON.stringify({ missing: ['x'] }))`))).toBe(sentence);
    expect(await openPeer(peer('', '/nowhere/python3'))).toBe(sentence);
  });
  it('that fails says with what, while it loads and in its turn', async () => {
    expect(await openPeer(peer('throw new Error("no such file")'))).toMatch(/^failed: ended with 1 /);
    const open = await openPeer(peer(answering));
    if (typeof open === 'string') throw new Error(open);
    await expect(open.turn(9)).rejects.toThrow('ended with 3');
    await open.close();
  });
});
