import { repeated, type Statement } from "./statement.js";

const products = ["x1^2+x2^2+x3^2+x4^2+x5^2-10 == 0", "x2*x3-5*x4*x5 == 0", "x1^3+x2^3+1 == 0"];
const linear = ["x1+3*x2 == 0", "x3+x4-2*x5 == 0", "x2-x5 == 0"];
const productBounds = { lower: [-2.3, -2.3, -3.2, -3.2, -3.2], upper: [2.3, 2.3, 3.2, 3.2, 3.2] };

export const fiveVariables: readonly Statement[] = [
  {
    name: "HS45",
    start: repeated(2, 5),
    lower: repeated(0, 5),
    upper: [1, 2, 3, 4, 5],
    objective: "2-x1*x2*x3*x4*x5/120",
    optimum: 1,
  },
  {
    name: "HS46",
    start: [Math.SQRT1_2, 1.75, 0.5, 2, 2],
    objective: "(x1-x2)^2+(x3-1)^2+(x4-1)^4+(x5-1)^6",
    constraints: ["x1^2*x4+sin(x4-x5)-1 == 0", "x2+x3^4*x4^2-2 == 0"],
    optimum: 0,
  },
  {
    name: "HS47",
    start: [2, Math.SQRT2, -1, 2 - Math.SQRT2, 0.5],
    objective: "(x1-x2)^2+(x2-x3)^3+(x3-x4)^4+(x4-x5)^4",
    constraints: ["x1+x2^2+x3^3-3 == 0", "x2-x3^2+x4-1 == 0", "x1*x5-1 == 0"],
    optimum: 0,
  },
  {
    name: "HS48",
    start: [3, 5, -3, 2, -2],
    objective: "(x1-1)^2+(x2-x3)^2+(x4-x5)^2",
    constraints: ["x1+x2+x3+x4+x5-5 == 0", "x3-2*(x4+x5)+3 == 0"],
    optimum: 0,
  },
  {
    name: "HS49",
    start: [10, 7, 2, -3, 0.8],
    objective: "(x1-x2)^2+(x3-1)^2+(x4-1)^4+(x5-1)^6",
    constraints: ["x1+x2+x3+4*x4-7 == 0", "x3+5*x5-6 == 0"],
    optimum: 0,
  },
  {
    name: "HS50",
    start: [35, -31, 11, 5, -5],
    objective: "(x1-x2)^2+(x2-x3)^2+(x3-x4)^4+(x4-x5)^2",
    constraints: ["x1+2*x2+3*x3-6 == 0", "x2+2*x3+3*x4-6 == 0", "x3+2*x4+3*x5-6 == 0"],
    optimum: 0,
  },
  {
    name: "HS51",
    start: [2.5, 0.5, 2, -1, 0.5],
    objective: "(x1-x2)^2+(x2+x3-2)^2+(x4-1)^2+(x5-1)^2",
    constraints: ["x1+3*x2-4 == 0", "x3+x4-2*x5 == 0", "x2-x5 == 0"],
    optimum: 0,
  },
  {
    name: "HS52",
    start: repeated(2, 5),
    objective: "(4*x1-x2)^2+(x2+x3-2)^2+(x4-1)^2+(x5-1)^2",
    constraints: linear,
    optimum: 1859 / 349,
  },
  {
    name: "HS53",
    start: repeated(2, 5),
    lower: repeated(-10, 5),
    upper: repeated(10, 5),
    objective: "(x1-x2)^2+(x2+x3-2)^2+(x4-1)^2+(x5-1)^2",
    constraints: linear,
    optimum: 176 / 43,
  },
  {
    name: "HS77",
    start: repeated(2, 5),
    objective: "(x1-1)^2+(x1-x2)^2+(x3-1)^2+(x4-1)^4+(x5-1)^6",
    constraints: ["x1^2*x4+sin(x4-x5)-2*sqrt(2) == 0", "x2+x3^4*x4^2-8-sqrt(2) == 0"],
    optimum: 0.24150513,
  },
  {
    name: "HS78",
    start: [-2, 1.5, 2, -1, -1],
    objective: "x1*x2*x3*x4*x5",
    constraints: products,
    optimum: -2.91970041,
  },
  {
    name: "HS79",
    start: repeated(2, 5),
    objective: "(x1-1)^2+(x1-x2)^2+(x2-x3)^2+(x3-x4)^4+(x4-x5)^4",
    constraints: ["x1+x2^2+x3^3-2-3*sqrt(2) == 0", "x2-x3^2+x4+2-2*sqrt(2) == 0", "x1*x5-2 == 0"],
    optimum: 0.0787768209,
  },
  {
    name: "HS80",
    start: [-2, 2, 2, -1, -1],
    ...productBounds,
    objective: "exp(x1*x2*x3*x4*x5)",
    constraints: products,
    optimum: 0.0539498478,
  },
  {
    name: "HS81",
    start: [-2, 2, 2, -1, -1],
    ...productBounds,
    objective: "exp(x1*x2*x3*x4*x5)-0.5*(x1^3+x2^3+1)^2",
    constraints: products,
    optimum: 0.0539498478,
  },
  {
    name: "HS83",
    start: [78, 33, 27, 27, 27],
    lower: [78, 33, 27, 27, 27],
    upper: [102, 45, 45, 45, 45],
    objective: "5.3578547*x3^2+0.8356891*x1*x5+37.293239*x1-40792.141",
    constraints: [
      "0 <= 85.334407+0.0056858*x2*x5+0.0006262*x1*x4-0.0022053*x3*x5 <= 92",
      "0 <= 80.51249+0.0071317*x2*x5+0.0029955*x1*x2+0.0021813*x3^2-90 <= 20",
      "0 <= 9.300961+0.0047026*x3*x5+0.0012547*x1*x3+0.0019085*x3*x4-20 <= 5",
    ],
    optimum: -30665.53867,
  },
];
