/** A colour for pages in the light and in the dark, as eight hexadecimal digits. */
function colors(name: string, light: string, dark: string) {
  return { lightMode: { [name]: light }, darkMode: { [name]: dark } }
}

/** How something looks at rest, in both colour modes. */
function defaults(light: Record<string, string>, dark: Record<string, string>) {
  return { lightMode: { defaults: light }, darkMode: { defaults: dark } }
}

const categories = {
  auth: {
    authMethodOrder: [
      [
        { display: 'BUTTON', type: 'FEDERATED' },
        { display: 'INPUT', type: 'USERNAME_PASSWORD' },
      ],
    ],
    federation: { interfaceStyle: 'BUTTON_LIST', order: [] },
  },
  form: {
    displayGraphics: true,
    instructions: { enabled: false },
    languageSelector: { enabled: false },
    location: { horizontal: 'CENTER', vertical: 'CENTER' },
    sessionTimerDisplay: 'NONE',
  },
  global: {
    colorSchemeMode: 'LIGHT',
    pageFooter: { enabled: false },
    pageHeader: { enabled: false },
    spacingDensity: 'REGULAR',
  },
  signUp: { acceptanceElements: [{ enforcement: 'NONE', textKey: 'en' }] },
}

const componentClasses = {
  buttons: { borderRadius: 6 },
  divider: colors('borderColor', 'd8dde3ff', '39414dff'),
  dropDown: {
    borderRadius: 6,
    ...defaults({ itemBackgroundColor: 'ffffffff' }, { itemBackgroundColor: '1b2430ff' }),
  },
  focusState: colors('borderColor', '1f6feb66', '6cb0ff66'),
  idpButton: {
    custom: {},
    standard: defaults(
      { backgroundColor: 'ffffffff', borderColor: '6b7684ff', textColor: '1c2733ff' },
      { backgroundColor: '121a24ff', borderColor: '8d99a6ff', textColor: 'e6ebf0ff' },
    ),
  },
  input: {
    borderRadius: 6,
    ...defaults(
      { backgroundColor: 'ffffffff', borderColor: '6b7684ff' },
      { backgroundColor: '121a24ff', borderColor: '8d99a6ff' },
    ),
  },
  inputDescription: colors('textColor', '5b6673ff', 'a3aeb9ff'),
  inputLabel: colors('textColor', '1c2733ff', 'e6ebf0ff'),
  link: defaults({ textColor: '1f5fbfff' }, { textColor: '6cb0ffff' }),
  optionControls: defaults(
    { backgroundColor: 'ffffffff', borderColor: '6b7684ff' },
    { backgroundColor: '121a24ff', borderColor: '8d99a6ff' },
  ),
  statusIndicator: {
    lightMode: {
      error: { backgroundColor: 'fff2f0ff', borderColor: 'b3261eff', indicatorColor: 'b3261eff' },
      success: { backgroundColor: 'f0faf2ff', borderColor: '1a7f37ff', indicatorColor: '1a7f37ff' },
    },
    darkMode: {
      error: { backgroundColor: '2b1211ff', borderColor: 'f2776dff', indicatorColor: 'f2776dff' },
      success: { backgroundColor: '0f2416ff', borderColor: '4ac26bff', indicatorColor: '4ac26bff' },
    },
  },
}

const components = {
  alert: { borderRadius: 6, ...colors('backgroundColor', 'fff2f0ff', '2b1211ff') },
  favicon: { enabledTypes: ['ICO', 'SVG'] },
  form: {
    backgroundImage: { enabled: false },
    borderRadius: 8,
    logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
    lightMode: { backgroundColor: 'ffffffff', borderColor: 'c8d0d8ff' },
    darkMode: { backgroundColor: '121a24ff', borderColor: '39414dff' },
  },
  pageBackground: { image: { enabled: false }, ...colors('color', 'f4f6f8ff', '0b1119ff') },
  pageFooter: {
    backgroundImage: { enabled: false },
    logo: { enabled: false, location: 'START' },
    ...colors('backgroundColor', 'ffffffff', '121a24ff'),
  },
  pageHeader: {
    backgroundImage: { enabled: false },
    logo: { enabled: false, location: 'START' },
    ...colors('backgroundColor', 'ffffffff', '121a24ff'),
  },
  pageText: {
    lightMode: { bodyColor: '414d5aff', descriptionColor: '414d5aff', headingColor: '0f1822ff' },
    darkMode: { bodyColor: 'b6c0caff', descriptionColor: 'b6c0caff', headingColor: 'e6ebf0ff' },
  },
  phoneNumberSelector: { displayType: 'TEXT' },
  primaryButton: defaults(
    { backgroundColor: '1f5fbfff', textColor: 'ffffffff' },
    { backgroundColor: '6cb0ffff', textColor: '0b1119ff' },
  ),
  secondaryButton: defaults(
    { backgroundColor: 'ffffffff', borderColor: '1f5fbfff', textColor: '1f5fbfff' },
    { backgroundColor: '121a24ff', borderColor: '6cb0ffff', textColor: '6cb0ffff' },
  ),
}

/**
 * How managed login looks where nobody says otherwise, in the form of Cognito's settings document. Deviation: the values
 * are ours (https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingeditor.html).
 */
export const defaultBranding: Readonly<Record<string, unknown>> = { categories, componentClasses, components }
