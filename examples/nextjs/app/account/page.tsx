import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '../../auth'

// biome-ignore lint/style/noDefaultExport: Next.js looks for it
export default async function AccountPage() {
  const session = await auth.session(await cookies())
  // proxy.ts has seen to it; a page should not depend on that.
  if (!session) redirect('/api/auth/login?returnTo=/account')
  const { user, expiresAt } = session
  const isAdmin = user.groups.includes('admins')
  return (
    <>
      <h1>Your account</h1>
      <dl>
        {Object.entries(user.claims).map(([name, value]) => (
          <Row key={name} name={name} value={String(value)} />
        ))}
      </dl>
      <p>{isAdmin ? 'You are an admin.' : 'You are not an admin.'}</p>
      <p>These tokens end at {new Date(expiresAt).toISOString()} and are renewed by themselves.</p>
      <form action="/api/auth/logout" method="post">
        <button type="submit">Sign out</button>
      </form>
    </>
  )
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
