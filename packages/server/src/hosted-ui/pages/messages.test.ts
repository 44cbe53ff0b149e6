import { describe, expect, it } from 'vitest'
import { testView } from '../../../test/support/hosted-pages.ts'
import { messagesPage } from './messages.ts'

describe('the page of messages', () => {
  const pageWith = (link: string) =>
    messagesPage(testView(), {
      filters: {},
      messages: [
        {
          channel: 'email',
          to: 'ada@example.com',
          subject: 'Hello',
          body: '',
          link,
          createdAt: '2026-01-01T00:00:00.000Z',
          triggerSource: 'CustomMessage_SignUp',
        },
      ],
    }).toString()

  it.each(['https://example.com/confirm', 'HTTP://localhost:4100/confirmUser'])('links %s', (address) => {
    expect(pageWith(address)).toContain(`<a href="${address}">`)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '//example.com', ' https://example.com'])(
    'shows %s and does not link it',
    (address) => {
      const page = pageWith(address)
      expect(page).toContain(`<p>${address}</p>`)
      expect(page).not.toContain(`href="${address}"`)
    },
  )
})
