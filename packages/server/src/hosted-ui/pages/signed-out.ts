import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { messagePage } from './message.ts'

export interface SignedOutModel {
  /** Where the visitor can sign in again, if that is known. */
  signInUrl?: string | undefined
}

/** After a sign-out that leads nowhere else. */
export function signedOutPage(view: View, { signInUrl }: SignedOutModel): Html {
  const { signedOut } = view.messages
  return messagePage(view, {
    title: signedOut.title,
    text: signedOut.lead,
    tone: 'neutral',
    link: signInUrl === undefined ? undefined : { text: signedOut.signIn, url: signInUrl },
  })
}
