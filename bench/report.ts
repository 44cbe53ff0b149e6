/** One line of the report. */
export interface Row {
  name: string
  /** With its unit. */
  measured: string
  /** What it is compared with, measured in the same run. */
  limit?: string
  ratio?: number
  target?: string
  /** Absent for a figure that is only shown. */
  passed?: boolean
  /** What one should know to read it. */
  note?: string
}

const headings = ['figure', 'measured', 'limit', 'ratio', 'target', 'verdict', 'note']

/** A row whose ratio must reach `atLeast`. */
export function ratioRow(row: {
  name: string
  measured: string
  limit: string
  ratio: number
  atLeast: number
  note?: string
}): Row {
  const { atLeast, ...rest } = row
  return { ...rest, target: `≥ ${atLeast}`, passed: row.ratio >= atLeast }
}

/** A row whose value must stay below `below`, both in `unit`. */
export function ceilingRow(row: {
  name: string
  value: number
  below: number
  unit: string
  note?: string
}): Row {
  const { name, value, below, unit, note } = row
  return {
    name,
    measured: `${format(value)} ${unit}`,
    ratio: value / below,
    limit: `${below} ${unit}`,
    target: `< ${below} ${unit}`,
    passed: value < below,
    ...(note && { note }),
  }
}

/** Three significant digits, whole numbers from a hundred on. */
export function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** The rows as a table of aligned columns. */
export function toTable(rows: readonly Row[]): string {
  const lines = [headings, ...rows.map(cells)]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const texts = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [texts[0], widths.map((width) => '-'.repeat(width)).join('  '), ...texts.slice(1)].join('\n')
}

function cells(row: Row): string[] {
  const verdict = row.passed === undefined ? '' : row.passed ? 'ok' : 'MISSED'
  const ratio = row.ratio === undefined ? '' : row.ratio.toFixed(2)
  return [row.name, row.measured, row.limit ?? '', ratio, row.target ?? '', verdict, row.note ?? '']
}
