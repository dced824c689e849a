import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'

// What Radix asks a browser for and jsdom does not have.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Element.prototype.scrollIntoView ??= () => {}
Element.prototype.hasPointerCapture ??= () => false
Element.prototype.setPointerCapture ??= () => {}
Element.prototype.releasePointerCapture ??= () => {}
globalThis.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList

// How long a busy machine takes says nothing; only what never comes is wrong.
configure({ asyncUtilTimeout: 20_000 })

// A toast fades in: how far it has come when it is looked at depends on the machine.
document.head.append(Object.assign(document.createElement('style'), { textContent: '[data-sonner-toast] { opacity: 1 !important }' }))

// The page starts its worker before anybody needs it. Who asks this one waits in vain: tests hand over an inspector.
globalThis.Worker ??= class extends EventTarget {
  postMessage() {}
  terminate() {}
} as unknown as typeof Worker

beforeEach(() => localStorage.clear())
afterEach(cleanup)
