import { ErrorBoundary, lazy } from 'solid-js'
import { render } from 'solid-js/web'
import './style/form.css'
import './style/desk.css'
import { App } from './app.tsx'
import { Broken } from './screens/broken.tsx'
import { startUpdates } from './state/update.ts'

// The demo page holds the app in frames; it is not a part of it.
const Demo = lazy(() => import('./demo/demo.tsx').then(({ Demo }) => ({ default: Demo })))

render(
  () => (
    <ErrorBoundary fallback={(error) => <Broken error={error} />}>
      {location.pathname === '/demo' ? <Demo /> : <App />}
    </ErrorBoundary>
  ),
  document.getElementById('root') as HTMLElement,
)
if (import.meta.env.PROD) void startUpdates()
void navigator.storage?.persist?.()
