import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { precompress } from './build/precompress.ts'

const MENUS = /\/node_modules\/(reka-ui|@floating-ui|aria-hidden)\//

/**
 * What most pages share comes as one file: many small ones cost more in headers than they hold. Menus and dialogs come when asked for.
 */
function commonName(id: string, graph: { getModuleInfo(id: string): { importedIds: string[] } | null }) {
  const seen = new Set<string>()
  const needsMenus = (module: string): boolean => {
    if (seen.has(module)) return false
    seen.add(module)
    return MENUS.test(module) || (graph.getModuleInfo(module)?.importedIds.some(needsMenus) ?? false)
  }
  return needsMenus(id) ? null : 'common'
}

export default defineConfig({
  plugins: [vue(), precompress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'es2022',
    // Browsers that know light-dark(): rewritten for older ones it would follow the page alone, not the part of it that is drawn light, for paper.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A strict policy allows no data: in scripts, styles or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: commonName, debugName: 'common', minShareCount: 5 }],
        },
      },
    },
  },
  server: {
    // For work on the pages: `npm run dev` beside a claimbook that serves.
    // The server takes sign-ins from its own address alone, so that stays what the browser asked.
    proxy: {
      '^/(api|openapi|health|generate_random_claim)': {
        target: process.env['CLAIMBOOK_SERVER'] ?? 'http://localhost:5080',
        changeOrigin: false,
      },
    },
  },
  test: { environment: 'jsdom', isolate: false, include: ['tests/**/*.test.ts'] },
})
