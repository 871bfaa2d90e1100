const SQRT_2_PI = Math.sqrt(2 * Math.PI);

/** Density of the standard normal distribution, φ(z) = exp(−z²/2) / √(2π). */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / SQRT_2_PI;
}

/**
 * Cumulative distribution function of the standard normal distribution, Φ(z) = P(Z ≤ z).
 *
 * Near the middle, the series Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/15 + …) (Marsaglia 2004, doi:10.18637/jss.v011.i04); in
 * the tails, Laplace's continued fraction for Mills' ratio, so that small tail probabilities keep their relative
 * accuracy. Relative error below 1e-14 for |z| ≤ 8 and 2e-13 for |z| ≤ 37; NaN gives NaN.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (Math.abs(z) > 2.5) {
    const tail = upperTail(Math.abs(z));
    return z < 0 ? tail : 1 - tail;
  }
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > 1e-18; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}

/** P(Z > z) for z > 2.5 by φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))), evaluated from the inside out. */
function upperTail(z: number): number {
  let fraction = z;
  for (let n = 80; n >= 1; n--) fraction = z + n / fraction;
  return normalDensity(z) / fraction;
}

/** Probability of a standard normal value at least as far from 0 as `z`, in either direction. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

const CENTRE = {
  a: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.693765509461, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  b: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const TAIL = {
  a: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 7.745450142783414e-4,
  ],
  b: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    5.475938084995345e-4, 1.0507500716444169e-9,
  ],
};
const FAR_TAIL = {
  a: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  b: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 7.868691311456133e-4, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

function ratio({ a, b }: { readonly a: readonly number[]; readonly b: readonly number[] }, x: number): number {
  const horner = (coefficients: readonly number[]) => coefficients.reduceRight((sum, value) => sum * x + value, 0);
  return horner(a) / horner(b);
}

/**
 * Quantile function of the standard normal distribution, Φ⁻¹(p): the z with P(Z ≤ z) = p.
 *
 * Algorithm AS 241 (PPND16) of Wichura 1988, doi:10.2307/2347330: three rational approximations, relative error about
 * 1e-16. p = 0 and 1 give −∞ and ∞; p outside [0, 1] and NaN give NaN.
 */
export function normalInverse(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? ratio(TAIL, r - 1.6) : ratio(FAR_TAIL, r - 5);
  return q < 0 ? -z : z;
}
