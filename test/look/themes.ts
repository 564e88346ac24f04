/**
 * Teams' three themes for the renderer of Adaptive Cards. Light and dark hold the values of the public host configs of Teams (AdaptiveCards'
 * samples/HostConfig, the Agents Playground); there is none for high contrast, so it has the system colours of Windows' black theme, which Teams uses.
 */
export const THEMES = ["light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

/** One colour each for plain text and the names that a card may give: the second one is for subtle text. */
interface Palette {
  readonly default: readonly [string, string];
  readonly dark: readonly [string, string];
  readonly light: readonly [string, string];
  readonly accent: readonly [string, string];
  readonly good: readonly [string, string];
  readonly warning: readonly [string, string];
  readonly attention: readonly [string, string];
}
const LIGHT: Palette = {
  default: ["#FF252424", "#BF252424"],
  dark: ["#FF252424", "#BF252424"],
  light: ["#FFFFFFFF", "#FFF3F2F1"],
  accent: ["#FF6264A7", "#FF8B8CC7"],
  good: ["#FF92C353", "#E592C353"],
  warning: ["#FFF8D22A", "#E5F8D22A"],
  attention: ["#FFC4314B", "#E5C4314B"],
};
const DARK: Palette = {
  default: ["#FFFFFFFF", "#BFFFFFFF"],
  dark: ["#FF201F1F", "#FF2D2C2C"],
  light: ["#FFFFFFFF", "#BFFFFFFF"],
  accent: ["#FFA6A7DC", "#FF8B8CC7"],
  good: ["#FF92C353", "#E592C353"],
  warning: ["#FFF8D22A", "#E5F8D22A"],
  attention: ["#FFD74654", "#E5D74654"],
};
/** On the light grounds that coloured containers keep in the dark theme. */
const DARK_ON_COLOUR: Palette = { ...DARK, default: ["#FF201F1F", "#FF2D2C2C"] };
const CONTRAST: Palette = {
  default: ["#FFFFFFFF", "#FFFFFFFF"],
  dark: ["#FFFFFFFF", "#FFFFFFFF"],
  light: ["#FFFFFFFF", "#FFFFFFFF"],
  accent: ["#FF1AEBFF", "#FF1AEBFF"],
  good: ["#FF3FF23F", "#FF3FF23F"],
  warning: ["#FFFFFF00", "#FFFFFF00"],
  attention: ["#FFFFFF00", "#FFFFFF00"],
};
const GROUNDS = ["default", "emphasis", "accent", "good", "attention", "warning"] as const;
type Grounds = Readonly<Record<(typeof GROUNDS)[number], string>>;
const COLOURED = { accent: "#C7DEF9", good: "#CCFFCC", attention: "#FFC5B2", warning: "#FFE2B2" } as const;
const GROUND: Readonly<Record<Theme, Grounds>> = {
  light: { default: "#FFFFFF", emphasis: "#F9F8F7", ...COLOURED },
  dark: { default: "#2D2C2C", emphasis: "#292828", ...COLOURED },
  contrast: {
    default: "#000000",
    emphasis: "#000000",
    accent: "#000000",
    good: "#000000",
    attention: "#000000",
    warning: "#000000",
  },
};
const paletteOn = (theme: Theme, ground: keyof Grounds): Palette =>
  theme === "light"
    ? LIGHT
    : theme === "contrast"
      ? CONTRAST
      : ground === "default" || ground === "emphasis"
        ? DARK
        : DARK_ON_COLOUR;

const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  WEIGHTS = { lighter: 200, default: 400, bolder: 600 };
/** Teams writes in Segoe UI; of the free fonts the condensed DejaVu Sans comes nearest to its width. */
const FONT = "'Segoe UI', 'DejaVu Sans Condensed', 'Noto Sans', sans-serif";
/** What the renderer is told of its host: sizes, spacings and colours of Teams. */
export const hostConfigOf = (theme: Theme): object => ({
  choiceSetInputValueSeparator: ",",
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: theme === "contrast" ? "#FFFFFF" : "#EEEEEE" },
  fontTypes: {
    default: { fontFamily: FONT, fontSizes: SIZES, fontWeights: WEIGHTS },
    monospace: { fontFamily: "'Courier New', 'DejaVu Sans Mono', monospace", fontSizes: SIZES, fontWeights: WEIGHTS },
  },
  textStyles: { heading: { fontType: "default", size: "large", weight: "bolder", color: "default", isSubtle: false } },
  textBlock: { headingLevel: 2 },
  containerStyles: Object.fromEntries(
    GROUNDS.map((ground) => [
      ground,
      {
        backgroundColor: GROUND[theme][ground],
        borderColor: theme === "contrast" ? "#FFFFFF" : "#CCCCCC",
        foregroundColors: Object.fromEntries(
          Object.entries(paletteOn(theme, ground)).map(
            ([name, [plain, subtle]]: [string, readonly [string, string]]) => [name, { default: plain, subtle }],
          ),
        ),
      },
    ]),
  ),
  actions: {
    maxActions: 6,
    buttonSpacing: 8,
    showCard: { actionMode: "Inline", inlineTopMargin: 16, style: "emphasis" },
    actionsOrientation: "Horizontal",
    actionAlignment: "Left",
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { size: "Default", color: "Default", isSubtle: false, weight: "Bolder", wrap: true },
    value: { size: "Default", color: "Default", isSubtle: false, weight: "Default", wrap: true },
    spacing: 16,
  },
});

/** Ground, text, primary and danger of the page and its controls, which Teams draws itself. */
const PAGE = {
  light: {
    ground: "#F5F5F5",
    card: "#FFFFFF",
    text: "#252424",
    line: "#8A8886",
    primary: "#5B5FC7",
    onPrimary: "#FFFFFF",
    danger: "#C4314B",
    onDanger: "#FFFFFF",
  },
  dark: {
    ground: "#1F1F1F",
    card: "#2D2C2C",
    text: "#FFFFFF",
    line: "#ADADAD",
    primary: "#5B5FC7",
    onPrimary: "#FFFFFF",
    danger: "#C4314B",
    onDanger: "#FFFFFF",
  },
  contrast: {
    ground: "#000000",
    card: "#000000",
    text: "#FFFFFF",
    line: "#FFFFFF",
    primary: "#1AEBFF",
    onPrimary: "#000000",
    danger: "#FFFF00",
    onDanger: "#000000",
  },
} as const satisfies Record<Theme, object>;
/**
 * Buttons one beside the other as long as they fit, each on one line: what is too long for the card is cut off. A long word breaks, as Teams' messages
 * let it (`wordBreak`, fluentui's chatMessageStyles).
 */
export const cssOf = (theme: Theme): string => {
  const p = PAGE[theme];
  return `
  * { box-sizing: border-box; }
  body { margin: 0; padding: 16px; background: ${p.ground}; color: ${p.text}; font: 14px/1.4 ${FONT}; }
  #card { background: ${p.card}; border: 1px solid ${p.line}; border-radius: 4px; word-break: break-word; overflow-wrap: break-word; }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
  .ac-pushButton { max-width: 100%; min-height: 32px; padding: 4px 12px; border: 1px solid ${p.line}; border-radius: 4px;
    background: ${p.card}; color: ${p.text}; font: 600 14px/20px ${FONT}; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .ac-pushButton.style-positive { background: ${p.primary}; color: ${p.onPrimary}; border-color: ${p.primary}; }
  .ac-pushButton.style-destructive { background: ${p.danger}; color: ${p.onDanger}; border-color: ${p.danger}; }
  .ac-input { width: 100%; min-height: 32px; padding: 4px 8px; border: 1px solid ${p.line}; border-radius: 4px; background: ${p.card}; color: ${p.text}; font: inherit; }
  a { color: ${theme === "light" ? "#5B5FC7" : theme === "dark" ? "#A6A7DC" : "#FFFF00"}; }`;
};
