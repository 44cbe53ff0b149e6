// Where a user would get a row of their own in the application's database.
export const handler = async (event) => {
  console.log(`${event.userName} confirmed by ${event.triggerSource}`)
  return event
}
