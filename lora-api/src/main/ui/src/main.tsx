import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './index.css'
import { App } from './shell/App'
import { show } from './shell/theme'
import { language, speak } from './words/language'

show()
speak(language())
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
