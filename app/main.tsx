import './trusted-types.ts'
import { ErrorBoundary, lazy } from 'solid-js'
import { render } from 'solid-js/web'
import './style/tokens.css'
import './style/icons.css'
import './style/components.css'
import './style/phone.css'
import './style/form.css'
import './style/desk.css'
import { App } from './app.tsx'
import { Broken } from './screens/broken.tsx'
import { startLook } from './state/look.ts'
import { startUpdates } from './state/update.ts'
import { startWords } from './words/words.ts'

// The demo page holds the app in frames; it is not a part of it.
const Demo = lazy(() => import('./demo/demo.tsx').then(({ Demo }) => ({ default: Demo })))

startLook()
void startWords().then(() => {
  render(
    () => (
      <ErrorBoundary fallback={(error) => <Broken error={error} />}>
        {location.pathname === '/demo' ? <Demo /> : <App />}
      </ErrorBoundary>
    ),
    document.getElementById('root') as HTMLElement,
  )
})
if (import.meta.env.PROD) void startUpdates()
void navigator.storage?.persist?.()
