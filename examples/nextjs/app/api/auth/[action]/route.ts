import { auth } from '../../../../auth'

/** GET login and callback, POST logout and refresh. */
export const { GET, POST } = auth.handlers
