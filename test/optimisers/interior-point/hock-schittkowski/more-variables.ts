import { infinity, repeated, type Statement, sum } from "./statement.js";

const dispersal = (
  right: readonly number[],
): Partial<Statement> & Pick<Statement, "start" | "objective"> => ({
  start: repeated(0, 6),
  lower: repeated(0, 6),
  upper: [0.31, 0.046, 0.068, 0.042, 0.028, 0.0134],
  objective: "4.3*x1+31.8*x2+63.3*x3+15.8*x4+68.5*x5+4.7*x6",
  constraints: [
    `17.1*x1+38.2*x2+204.2*x3+212.3*x4+623.4*x5+1495.5*x6-169*x1*x3-3580*x3*x5-3810*x4*x5-18500*x4*x6-24300*x5*x6 >= ${right[0]}`,
    `17.9*x1+36.8*x2+113.9*x3+169.7*x4+337.8*x5+1385.2*x6-139*x1*x3-2450*x4*x5-16600*x4*x6-17200*x5*x6 >= ${right[1]}`,
    `-273*x2-70*x4-819*x5+26000*x4*x5 >= ${right[2]}`,
    `159.9*x1-311*x2+587*x4+391*x5+2198*x6-14000*x1*x6 >= ${right[3]}`,
  ],
});

/** data of Colville's problems 1 and 2 */
const colville = {
  e: [-15, -27, -36, -18, -12],
  c: [
    [30, -20, -10, 32, -10],
    [-20, 39, -6, -31, 32],
    [-10, -6, 10, -6, -10],
    [32, -31, -6, 39, -20],
    [-10, 32, -10, -20, 30],
  ],
  d: [4, 8, 10, 6, 2],
  a: [
    [-16, 2, 0, 1, 0],
    [0, -2, 0, 0.4, 2],
    [-3.5, 0, 2, 0, 0],
    [0, -2, 0, -4, -1],
    [0, -9, -2, 1, -2.8],
    [2, 0, -4, 0, 0],
    [-1, -1, -1, -1, -1],
    [-1, -2, -3, -2, -1],
    [1, 2, 3, 4, 5],
    [1, 1, 1, 1, 1],
  ],
  b: [-40, -2, -0.25, -4, -4, -1, -40, -60, 5, 1],
};
const { e, c, d, a, b } = colville;

const equilibrium = [-6.089, -17.164, -34.054, -5.914, -24.721, -14.986, -24.1, -10.708, -26.662, -22.179];
const elements = (term: (i: number) => string) => [
  `${term(1)}+2*${term(2)}+2*${term(3)}+${term(6)}+${term(10)} == 2`,
  `${term(4)}+2*${term(5)}+${term(6)}+${term(7)} == 1`,
  `${term(3)}+${term(7)}+${term(8)}+2*${term(9)}+${term(10)} == 1`,
];
const reactor = "0.4*x1^0.67*x7^(-0.67)+0.4*x2^0.67*x8^(-0.67)+10-x1-x2";

export const moreVariables: readonly Statement[] = [
  {
    name: "HS55",
    start: [1, 2, 0, 0, 0, 2],
    lower: repeated(0, 6),
    upper: [1, infinity, infinity, 1, infinity, infinity],
    objective: "x1+2*x2+4*x5+exp(x1*x4)",
    constraints: [
      "x1+2*x2+5*x5-6 == 0",
      "x1+x2+x3-3 == 0",
      "x4+x5+x6-2 == 0",
      "x1+x4-1 == 0",
      "x2+x5-2 == 0",
      "x3+x6-2 == 0",
    ],
    optimum: 19 / 3,
  },
  {
    name: "HS56",
    start: [1, 1, 1, ...repeated(0.50973968, 3), 0.98511078],
    objective: "-x1*x2*x3",
    constraints: [
      "x1-4.2*sin(x4)^2 == 0",
      "x2-4.2*sin(x5)^2 == 0",
      "x3-4.2*sin(x6)^2 == 0",
      "x1+2*x2+2*x3-7.2*sin(x7)^2 == 0",
    ],
    optimum: -3.456,
  },
  {
    name: "HS86",
    start: [0, 0, 0, 0, 1],
    lower: repeated(0, 5),
    objective: `${sum(1, 5, (j) => `${e[j - 1]}*x${j}+${d[j - 1]}*x${j}^3`)}+${sum(1, 5, (i) => sum(1, 5, (j) => `${c[i - 1]![j - 1]}*x${i}*x${j}`))}`,
    constraints: a.map((row, i) => `${sum(1, 5, (j) => `${row[j - 1]}*x${j}`)} >= ${b[i]}`),
    optimum: -32.34867897,
  },
  {
    name: "HS93",
    start: [5.54, 4.4, 12.02, 11.82, 0.702, 0.852],
    lower: repeated(0, 6),
    objective:
      "0.0204*x1*x4*(x1+x2+x3)+0.0187*x2*x3*(x1+1.57*x2+x4)+0.0607*x1*x4*x5^2*(x1+x2+x3)+0.0437*x2*x3*x6^2*(x1+1.57*x2+x4)",
    constraints: [
      "0.001*x1*x2*x3*x4*x5*x6-2.07 >= 0",
      "1-0.00062*x1*x4*x5^2*(x1+x2+x3)-0.00058*x2*x3*x6^2*(x1+1.57*x2+x4) >= 0",
    ],
    optimum: 135.075961,
  },
  { name: "HS95", ...dispersal([4.97, -1.88, -29.08, -78.02]), optimum: 0.015619514 },
  { name: "HS96", ...dispersal([4.97, -1.88, -69.08, -118.02]), optimum: 0.015619514 },
  {
    name: "HS97",
    ...dispersal([32.97, 25.12, -29.08, -78.02]),
    optimum: 3.1358091,
  },
  {
    name: "HS98",
    ...dispersal([32.97, 25.12, -124.08, -173.02]),
    optimum: 3.1358091,
  },
  {
    name: "HS100",
    start: [1, 2, 0, 4, 0, 1, 1],
    objective: "(x1-10)^2+5*(x2-12)^2+x3^4+3*(x4-11)^2+10*x5^6+7*x6^2+x7^4-4*x6*x7-10*x6-8*x7",
    constraints: [
      "127-2*x1^2-3*x2^4-x3-4*x4^2-5*x5 >= 0",
      "282-7*x1-3*x2-10*x3^2-x4+x5 >= 0",
      "196-23*x1-x2^2-6*x6^2+8*x7 >= 0",
      "-4*x1^2-x2^2+3*x1*x2-2*x3^2-5*x6+11*x7 >= 0",
    ],
    optimum: 680.6300573,
  },
  {
    name: "HS104",
    start: [6, 3, 0.4, 0.2, 6, 6, 1, 0.5],
    lower: repeated(0.1, 8),
    upper: repeated(10, 8),
    objective: reactor,
    constraints: [
      "1-0.0588*x5*x7-0.1*x1 >= 0",
      "1-0.0588*x6*x8-0.1*x1-0.1*x2 >= 0",
      "1-4*x3/x5-2*x3^(-0.71)/x5-0.0588*x3^(-1.3)*x7 >= 0",
      "1-4*x4/x6-2*x4^(-0.71)/x6-0.0588*x4^(-1.3)*x8 >= 0",
      `1 <= ${reactor} <= 4.2`,
    ],
    optimum: 3.9511634396,
  },
  {
    name: "HS106",
    start: [5000, 5000, 5000, 200, 350, 150, 225, 425],
    lower: [100, 1000, 1000, ...repeated(10, 5)],
    upper: [...repeated(10000, 3), ...repeated(1000, 5)],
    objective: "x1+x2+x3",
    constraints: [
      "1-0.0025*(x4+x6) >= 0",
      "1-0.0025*(x5+x7-x4) >= 0",
      "1-0.01*(x8-x5) >= 0",
      "x1*x6-833.33252*x4-100*x1+83333.333 >= 0",
      "x2*x7-1250*x5-x2*x4+1250*x4 >= 0",
      "x3*x8-1250000-x3*x5+2500*x5 >= 0",
    ],
    optimum: 7049.24802,
  },
  {
    name: "HS108",
    start: repeated(1, 9),
    lower: [...repeated(-infinity, 8), 0],
    objective: "-0.5*(x1*x4-x2*x3+x3*x9-x5*x9+x5*x8-x6*x7)",
    constraints: [
      "1-x3^2-x4^2 >= 0",
      "1-x9^2 >= 0",
      "1-x5^2-x6^2 >= 0",
      "1-x1^2-(x2-x9)^2 >= 0",
      "1-(x1-x5)^2-(x2-x6)^2 >= 0",
      "1-(x1-x7)^2-(x2-x8)^2 >= 0",
      "1-(x3-x5)^2-(x4-x6)^2 >= 0",
      "1-(x3-x7)^2-(x4-x8)^2 >= 0",
      "1-x7^2-(x8-x9)^2 >= 0",
      "x1*x4-x2*x3 >= 0",
      "x3*x9 >= 0",
      "-x5*x9 >= 0",
      "x5*x8-x6*x7 >= 0",
    ],
    optimum: -0.8660254038,
  },
  {
    name: "HS110",
    start: repeated(9, 10),
    lower: repeated(2.001, 10),
    upper: repeated(9.999, 10),
    objective: `${sum(1, 10, (i) => `log(x${i}-2)^2+log(10-x${i})^2`)}-(x1*x2*x3*x4*x5*x6*x7*x8*x9*x10)^0.2`,
    optimum: -45.77846971,
  },
  {
    name: "HS111",
    start: repeated(-2.3, 10),
    lower: repeated(-100, 10),
    upper: repeated(100, 10),
    objective: sum(
      1,
      10,
      (j) => `exp(x${j})*(${equilibrium[j - 1]}+x${j}-log(${sum(1, 10, (k) => `exp(x${k})`)}))`,
    ),
    constraints: elements((i) => `exp(x${i})`),
    optimum: -47.76109026,
  },
  {
    name: "HS112",
    start: repeated(0.1, 10),
    lower: repeated(1e-6, 10),
    objective: sum(1, 10, (j) => `x${j}*(${equilibrium[j - 1]}+log(x${j}/(${sum(1, 10, (k) => `x${k}`)})))`),
    constraints: elements((i) => `x${i}`),
    optimum: -47.76109026,
  },
  {
    name: "HS113",
    start: [2, 3, 5, 5, 1, 2, 7, 3, 6, 10],
    objective:
      "x1^2+x2^2+x1*x2-14*x1-16*x2+(x3-10)^2+4*(x4-5)^2+(x5-3)^2+2*(x6-1)^2+5*x7^2+7*(x8-11)^2+2*(x9-10)^2+(x10-7)^2+45",
    constraints: [
      "105-4*x1-5*x2+3*x7-9*x8 >= 0",
      "-10*x1+8*x2+17*x7-2*x8 >= 0",
      "8*x1-2*x2-5*x9+2*x10+12 >= 0",
      "-3*(x1-2)^2-4*(x2-3)^2-2*x3^2+7*x4+120 >= 0",
      "-5*x1^2-8*x2-(x3-6)^2+2*x4+40 >= 0",
      "-0.5*(x1-8)^2-2*(x2-4)^2-3*x5^2+x6+30 >= 0",
      "-x1^2-2*(x2-2)^2+2*x1*x2-14*x5+6*x6 >= 0",
      "3*x1-6*x2-12*(x9-8)^2+7*x10 >= 0",
    ],
    optimum: 24.3062091,
  },
  {
    name: "HS117",
    start: [...repeated(0.001, 6), 60, ...repeated(0.001, 8)],
    lower: repeated(0, 15),
    objective: `${sum(1, 10, (j) => `-(${b[j - 1]})*x${j}`)}+${sum(1, 5, (k) => sum(1, 5, (j) => `${c[k - 1]![j - 1]}*x${10 + k}*x${10 + j}`))}+2*(${sum(1, 5, (j) => `${d[j - 1]}*x${10 + j}^3`)})`,
    constraints: [1, 2, 3, 4, 5].map(
      (j) =>
        `2*(${sum(1, 5, (k) => `${c[k - 1]![j - 1]}*x${10 + k}`)})+3*${d[j - 1]}*x${10 + j}^2+(${e[j - 1]})-(${sum(1, 10, (k) => `${a[k - 1]![j - 1]}*x${k}`)}) >= 0`,
    ),
    optimum: 32.34867897,
  },
  {
    name: "HS118",
    start: [20, 55, 15, ...[1, 2, 3, 4].flatMap(() => [20, 60, 20])],
    lower: [8, 43, 3, ...repeated(0, 12)],
    upper: [21, 57, 16, ...[1, 2, 3, 4].flatMap(() => [90, 120, 60])],
    objective: sum(
      0,
      4,
      (k) =>
        `2.3*x${3 * k + 1}+0.0001*x${3 * k + 1}^2+1.7*x${3 * k + 2}+0.0001*x${3 * k + 2}^2+2.2*x${3 * k + 3}+0.00015*x${3 * k + 3}^2`,
    ),
    constraints: [
      ...[1, 2, 3, 4].flatMap((j) => [
        `0 <= x${3 * j + 1}-x${3 * j - 2}+7 <= 13`,
        `0 <= x${3 * j + 2}-x${3 * j - 1}+7 <= 14`,
        `0 <= x${3 * j + 3}-x${3 * j}+7 <= 13`,
      ]),
      ...[60, 50, 70, 85, 100].map((least, k) => `x${3 * k + 1}+x${3 * k + 2}+x${3 * k + 3} >= ${least}`),
    ],
    optimum: 664.82045,
  },
];
