import { errorBox, field, submitButton } from '../fields.ts'
import { type Choice, choices, divider, form, knownUsername, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export type FirstFactor = 'PASSWORD' | 'WEB_AUTHN' | 'EMAIL_OTP' | 'SMS_OTP'

export interface ChooseFactorModel {
  state: string
  username?: string | undefined
  factors: FirstFactor[]
  forgotPassword?: boolean
  error?: PageError | undefined
}

/** In this order, below the form of the password. */
const offered = ['WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'] as const

/** SELECT_CHALLENGE. Posts `state`, `answer`, and for PASSWORD `password`, to `/challenge`. */
export function chooseFactorPage(view: View, model: ChooseFactorModel): Html {
  const { common, chooseFactor } = view.messages
  const { username, factors } = model
  const others = offered.filter((factor) => factors.includes(factor))
  const password = factors.includes('PASSWORD') && passwordForm(view, model)
  const target = { path: '/challenge', fields: { state: model.state } } as const
  return renderPage(view, {
    title: chooseFactor.title,
    ...(username !== undefined && { lead: common.signingInAs(username) }),
    content: html`${errorBox(view, model.error)}${password}
${password !== false && others.length > 0 && divider(view)}
${
  others.length > 0 &&
  choices(
    view,
    target,
    others.map((factor) => choice(view, factor)),
  )
}
${links(view, pageLink(view, '/login', common.back))}`,
  })
}

function passwordForm(view: View, { state, username, error, forgotPassword }: ChooseFactorModel): Html {
  const { common, chooseFactor, signIn } = view.messages
  const password = field(view, error, {
    name: 'password',
    label: common.password,
    type: 'password',
    autocomplete: 'current-password',
    first: true,
    ...(forgotPassword && { beside: pageLink(view, '/forgotPassword', signIn.forgotPassword) }),
  })
  const content = html`${knownUsername(username)}${password}${submitButton(chooseFactor.passwordSubmit)}`
  const target = { path: '/challenge', fields: { state, answer: 'PASSWORD' } } as const
  return form(view, target, html`<div class="stack">${content}</div>`)
}

function choice({ messages: { chooseFactor } }: View, factor: Exclude<FirstFactor, 'PASSWORD'>): Choice {
  const known: Record<typeof factor, Omit<Choice, 'answer'>> = {
    WEB_AUTHN: { icon: 'passkey', text: chooseFactor.passkey, hint: chooseFactor.passkeyHint },
    EMAIL_OTP: { icon: 'email', text: chooseFactor.email },
    SMS_OTP: { icon: 'sms', text: chooseFactor.sms },
  }
  return { answer: factor, ...known[factor] }
}
