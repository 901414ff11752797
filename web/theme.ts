import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef3ff',
  '#dce4f5',
  '#b9c7e2',
  '#94a8d0',
  '#748dc0',
  '#5f7cb8',
  '#4c6bad',
  '#3b5998',
  '#324c85',
  '#263f73',
];

/** Green that white words can be read on. */
const leaf: MantineColorsTuple = [
  '#e9f7ec',
  '#cfeed6',
  '#a3dcb0',
  '#74c987',
  '#4fb967',
  '#38a552',
  '#2b9245',
  '#23823b',
  '#1f7a36',
  '#1b6e30',
];

/** From text to the ground below everything, in the blue of the surfaces. */
const dark: MantineColorsTuple = [
  '#d5d9e0',
  '#b3bac5',
  '#98a1ac',
  '#77818d',
  '#454d59',
  '#343b45',
  '#252b34',
  '#1c2027',
  '#14171c',
  '#0f1216',
];

/** The console's look: quiet surfaces, one accent, contrast that everybody can read. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, leaf, dark },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.55rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    Anchor: { defaultProps: { underline: 'hover' } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
  },
});

/** Mantine's own dimmed text and placeholders are too pale for WCAG 2.1 AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f7f9',
    '--mantine-color-dimmed': '#51585f',
    '--mantine-color-placeholder': '#646c74',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-anchor': '#2f4d8f',
    '--ple-surface': '#ffffff',
    '--ple-line': '#dfe3e8',
    '--ple-hover': '#eef1f5',
    '--ple-selected': '#e6edfb',
    '--ple-good': '#2b8a3e',
    '--ple-warn': '#9a4700',
    '--ple-bad': '#c92a2a',
    '--ple-info': '#2f4d8f',
    '--ple-quiet': '#626a72',
  },
  dark: {
    '--mantine-color-body': '#14171c',
    '--mantine-color-dimmed': '#aab2bd',
    '--mantine-color-placeholder': '#98a1ac',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#9db8f5',
    '--ple-surface': '#1c2027',
    '--ple-line': '#343b45',
    '--ple-hover': '#252b34',
    '--ple-selected': '#26334d',
    '--ple-good': '#69db7c',
    '--ple-warn': '#ffa94d',
    '--ple-bad': '#ff8787',
    '--ple-info': '#9db8f5',
    '--ple-quiet': '#a3abb5',
  },
});
