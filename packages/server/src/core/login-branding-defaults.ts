/** A colour for pages in the light and in the dark, as eight hexadecimal digits. */
function colors(name: string, light: string, dark: string) {
  return { lightMode: { [name]: light }, darkMode: { [name]: dark } }
}

type Look = Record<string, string>

/** How something looks at rest, in both colour modes. */
function defaults(light: Look, dark: Look) {
  return { lightMode: { defaults: light }, darkMode: { defaults: dark } }
}

/** How a button looks at rest, below a pointer and pressed, in both colour modes. */
function states(
  light: [rest: Look, hover: Look, active: Look],
  dark: [rest: Look, hover: Look, active: Look],
) {
  return { lightMode: inStates(light), darkMode: inStates(dark) }
}

function inStates([rest, hover, active]: [rest: Look, hover: Look, active: Look]) {
  return { defaults: rest, hover, active }
}

function button(backgroundColor: string, textColor: string): Look {
  return { backgroundColor, textColor }
}

function outlined(backgroundColor: string, borderColor: string, textColor: string): Look {
  return { backgroundColor, borderColor, textColor }
}

/** A strip over the whole page. */
const strip = {
  backgroundImage: { enabled: false },
  logo: { enabled: false, location: 'START' },
  lightMode: { background: { color: 'ffffffff' }, borderColor: 'd8dde3ff' },
  darkMode: { background: { color: '121a24ff' }, borderColor: '39414dff' },
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
  focusState: colors('borderColor', '1f5fbfff', '6cb0ffff'),
  idpButtons: { icons: { enabled: true } },
  input: {
    borderRadius: 6,
    ...defaults(
      { backgroundColor: 'ffffffff', borderColor: '6b7684ff' },
      { backgroundColor: '121a24ff', borderColor: '8d99a6ff' },
    ),
  },
  inputDescription: colors('textColor', '5b6673ff', 'a3aeb9ff'),
  inputLabel: colors('textColor', '1c2733ff', 'e6ebf0ff'),
  link: {
    lightMode: { defaults: { textColor: '1f5fbfff' }, hover: { textColor: '174a96ff' } },
    darkMode: { defaults: { textColor: '6cb0ffff' }, hover: { textColor: '9accffff' } },
  },
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
  alert: {
    borderRadius: 6,
    lightMode: { error: { backgroundColor: 'fff2f0ff', borderColor: 'b3261eff' } },
    darkMode: { error: { backgroundColor: '2b1211ff', borderColor: 'f2776dff' } },
  },
  favicon: { enabledTypes: ['ICO', 'SVG'] },
  form: {
    backgroundImage: { enabled: false },
    borderRadius: 8,
    logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
    lightMode: { backgroundColor: 'ffffffff', borderColor: 'c8d0d8ff' },
    darkMode: { backgroundColor: '121a24ff', borderColor: '39414dff' },
  },
  idpButton: {
    custom: {},
    standard: states(
      [
        outlined('ffffffff', '6b7684ff', '1c2733ff'),
        outlined('f4f6f8ff', '414d5aff', '1c2733ff'),
        outlined('e6ebf0ff', '414d5aff', '1c2733ff'),
      ],
      [
        outlined('121a24ff', '8d99a6ff', 'e6ebf0ff'),
        outlined('1b2430ff', 'b6c0caff', 'e6ebf0ff'),
        outlined('28323eff', 'b6c0caff', 'e6ebf0ff'),
      ],
    ),
  },
  pageBackground: { image: { enabled: true }, ...colors('color', 'f4f6f8ff', '0b1119ff') },
  pageFooter: strip,
  pageHeader: strip,
  pageText: {
    lightMode: { bodyColor: '414d5aff', descriptionColor: '414d5aff', headingColor: '0f1822ff' },
    darkMode: { bodyColor: 'b6c0caff', descriptionColor: 'b6c0caff', headingColor: 'e6ebf0ff' },
  },
  phoneNumberSelector: { displayType: 'TEXT' },
  primaryButton: states(
    [button('1f5fbfff', 'ffffffff'), button('194e9eff', 'ffffffff'), button('143f80ff', 'ffffffff')],
    [button('6cb0ffff', '0b1119ff'), button('8fc4ffff', '0b1119ff'), button('aad3ffff', '0b1119ff')],
  ),
  secondaryButton: states(
    [
      outlined('ffffffff', '1f5fbfff', '1f5fbfff'),
      outlined('f1f6fdff', '174a96ff', '174a96ff'),
      outlined('dfeafaff', '174a96ff', '174a96ff'),
    ],
    [
      outlined('121a24ff', '6cb0ffff', '6cb0ffff'),
      outlined('1b2430ff', '9accffff', '9accffff'),
      outlined('28323eff', '9accffff', '9accffff'),
    ],
  ),
}

/**
 * How managed login looks where nobody says otherwise, in the form of Cognito's settings document. Deviation: the values
 * are ours (https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingeditor.html).
 */
export const defaultBranding: Readonly<Record<string, unknown>> = { categories, componentClasses, components }
