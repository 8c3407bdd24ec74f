import { faded, ink, palette } from "../plots/specification.js";

/** What stands for each colour of a figure where the page is dark. */
export const figureColours: Readonly<Record<string, string>> = {
  [ink.text]: "#e6e6e6",
  [ink.faint]: "#9aa0a6",
  [ink.grid]: "#2b3036",
  [faded]: "#2f5f80",
  [palette[0]]: "#56a8e0",
  [palette[1]]: "#ff8a4c",
  [palette[2]]: "#2fc79b",
  [palette[3]]: "#e3a1c7",
  [palette[4]]: "#f2b93b",
  [palette[5]]: "#9fd6f8",
  [palette[6]]: "#ffffff",
  // what a figure does not colour itself
  black: "#e6e6e6",
  "#000": "#e6e6e6",
};
