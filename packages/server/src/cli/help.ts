import { listOptions, type Option } from '../config/options.ts'
import { boolean } from '../config/values.ts'
import { type CommandWord, commands } from './commands.ts'
import { type TokenFlag, tokenFlags } from './token-options.ts'

const lineWidth = 100
const descriptionIndent = 6

/** The text of `poolhouse --help`, at most 100 columns wide. */
export function helpText(): string {
  return [
    'Usage: poolhouse [command] [options]',
    '',
    'Amazon Cognito user pools on your own machine.',
    '',
    'Commands:',
    ...Object.entries(commands).map(([name, description]) => `  ${name.padEnd(16)}${description}`),
    '',
    '`poolhouse <command> --help` shows the options of a command and an example.',
    '',
    'Options of start (a flag wins over its variable):',
    ...listOptions().flatMap(describeOption),
    ...commonOptions,
    '',
  ].join('\n')
}

const commonOptions = [
  '  -h, --help',
  '      Shows this text.',
  '  -v, --version',
  '      Shows the version.',
]

interface CommandHelp {
  usage: string
  does: string
  example: string
  options: string[]
}

/** What `migrate` reads of the options; the others are allowed, so that it can be given those of `start`. */
const databaseOptions = ['database-url', 'data-dir']

const commandHelps: Record<Exclude<CommandWord, 'help'>, CommandHelp> = {
  start: {
    usage: 'start [options]',
    does: commands.start,
    example: 'npm run -s poolhouse -- start --port 4200 --data-dir /tmp/poolhouse',
    options: ['Options (a flag wins over its variable):', ...listOptions().flatMap(describeOption)],
  },
  migrate: {
    usage: 'migrate [options]',
    does: commands.migrate,
    example: 'npm run -s poolhouse -- migrate --database-url postgres://user@localhost/poolhouse',
    options: [
      'Options (a flag wins over its variable; those of start may be given too):',
      ...listOptions()
        .filter(({ flag }) => databaseOptions.includes(flag))
        .flatMap(describeOption),
    ],
  },
  keys: {
    usage: 'keys generate',
    does: commands['keys generate'],
    example: 'npm run -s poolhouse -- keys generate',
    options: ['Options:'],
  },
  token: {
    usage: 'token [options]',
    does: commands.token,
    example: 'npm run -s poolhouse -- token --user ada',
    options: ['Options:', ...tokenFlags.flatMap(describeTokenFlag)],
  },
}

/** The text of `poolhouse <command> --help`, at most 100 columns wide. */
export function commandHelp(command: keyof typeof commandHelps): string {
  const { usage, does, example, options } = commandHelps[command]
  const lines = [`Usage: poolhouse ${usage}`, '', does, '', 'Example:', `  ${example}`, '', ...options]
  return [...lines, ...commonOptions, ''].join('\n')
}

function describeOption(option: Option): string[] {
  const head = `  ${spellFlag(option)}  [${option.variables.join(', ')}]`
  return [head, ...wrap(`${option.description} Default: ${defaultOf(option)}.`)]
}

function describeTokenFlag({ flag, placeholder, description }: TokenFlag): string[] {
  return [`  --${flag}${placeholder ? ` ${placeholder}` : ''}`, ...wrap(description)]
}

function spellFlag(option: Option): string {
  if (option.type === boolean) return `--${option.flag}, --no-${option.flag}`
  return `--${option.flag} ${option.type.placeholder}`
}

function defaultOf(option: Option): string {
  return option.defaultText ?? option.default ?? 'none'
}

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = ' '.repeat(descriptionIndent - 1)
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > lineWidth) {
      lines.push(line)
      line = ' '.repeat(descriptionIndent - 1)
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

/** The page docs/configuration.md. */
export function configurationPage(): string {
  return [
    '# Configuration',
    '',
    '<!-- Made by `poolhouse help --markdown`; change packages/server/src/config/options.ts instead. -->',
    '',
    'Every option is a flag of `poolhouse start` and an environment variable. A flag wins over its variable; an empty',
    'variable counts as not set. An unknown flag or an unknown `POOLHOUSE_*` variable is an error.',
    '',
    '| flag | variable | default | |',
    '|---|---|---|---|',
    ...listOptions().map(configurationRow),
    '',
    'The values of options marked *secret* appear in no message and no log. Give them as variables: other users of the',
    'machine can see the flags of a running program.',
    '',
    'Without `--access-key-id` and `--secret-access-key` the server accepts any credentials, and therefore listens on a',
    'loopback address only.',
    '',
  ].join('\n')
}

function configurationRow(option: Option): string {
  const flag = spellFlag(option).replaceAll(', ', '`, `').replaceAll('|', '\\|').trim()
  const variables = option.variables.map((name) => `\`${name}\``).join(', ')
  const standard = option.default === undefined ? asText(defaultOf(option)) : `\`${option.default}\``
  const secret = option.secret ? ' *Secret.*' : ''
  return `| \`${flag}\` | ${variables} | ${standard} | ${asText(option.description)}${secret} |`
}

function asText(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('|', '\\|')
}
