import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import type { Plugin, ProxyOptions } from 'vite'
import { defineConfig } from 'vitest/config'

/** `npm run dev` talks to a Lorikeet that `deploy/up` has started; its first port is here. */
const port = Number(process.env.LORIKEET_PORT ?? 8080)
const to = (target: number): ProxyOptions => ({
  target: `http://localhost:${target}`,
  changeOrigin: true,
  configure: proxy => proxy.on('proxyReq', request => request.removeHeader('origin')),
})

const devConfig: Plugin = {
  name: 'lorikeet-dev-config',
  configureServer(server) {
    server.middlewares.use('/config.json', (request, response) => {
      const here = `http://${request.headers.host}`
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ loraApi: here, generation: here, signIn: 'local', largestFile: 5 * 2 ** 30 }))
    })
  },
}

export default defineConfig({
  plugins: [react(), tailwindcss(), devConfig],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: process.env.UI_OUT_DIR ?? 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    proxy: {
      '/api/lora': to(port),
      '/api/workspaces': to(port),
      '/dev': to(port),
      '/api/models': to(port + 1),
      '/api/generate': to(port + 1),
    },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 60_000,
  },
})
