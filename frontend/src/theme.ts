import {
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';

// Shade 6 is the accent on white, shade 3 the accent on dark: the values of tokens.css.
const accent: MantineColorsTuple = [
  '#eef3fe',
  '#d5e1fc',
  '#b9caf6',
  '#8fb0ff',
  '#5c84ea',
  '#3a66d8',
  '#2451c7',
  '#1d45ae',
  '#173993',
  '#112c75',
];

export const colorScheme = localStorageColorSchemeManager({ key: 'quittance.color-scheme' });

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  black: '#0d1220',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '18px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--shadow)',
    lg: 'var(--shadow)',
    xl: 'var(--shadow)',
  },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--on-accent)' } : colors;
  },
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: () => ({
        root: { '--button-height': '30px', '--button-padding-x': '11px', '--button-fz': '13px' },
      }),
      styles: { label: { fontWeight: 520 } },
    },
    Input: {
      vars: () => ({
        wrapper: {
          '--input-height': '30px',
          '--input-bd': 'var(--ctl)',
          '--input-bg': 'var(--bg)',
        },
      }),
    },
    Modal: { defaultProps: { centered: true, radius: 8, transitionProps: { duration: 200 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 3 } },
  },
});
