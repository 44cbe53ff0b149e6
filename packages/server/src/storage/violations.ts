/** Whether a write failed because the row that it belongs to is gone. */
export function isForeignKeyViolation(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  const postgres = code === '23503' // https://www.postgresql.org/docs/current/errcodes-appendix.html
  return postgres || (typeof message === 'string' && message.includes('FOREIGN KEY constraint failed'))
}
