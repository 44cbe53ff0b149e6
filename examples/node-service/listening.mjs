export const port = Number(process.env.PORT ?? 3000)

/** Ends the program with one line where another one has the port. */
export function explain(error) {
  if (error.code !== 'EADDRINUSE') throw error
  console.error(`Port ${port} is taken: stop what listens there, or choose another by PORT=${port + 1}`)
  process.exit(1)
}
