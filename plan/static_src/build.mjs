// Builds ../static/plan (or OUT_DIR): plan.css, plan.rtl.css, plan.js, form.js, comments.js. Same bytes on each build.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import esbuild from 'esbuild'
import postcss from 'postcss'
import rtlcss from 'rtlcss'
import * as sass from 'sass'
import { scope } from './scope.mjs'

const out = process.env.OUT_DIR ?? resolve(import.meta.dirname, '../static/plan')
mkdirSync(out, { recursive: true })

const compiled = sass.compile(resolve(import.meta.dirname, 'plan.scss'), {
  loadPaths: [resolve(import.meta.dirname, 'node_modules')],
  quietDeps: true,
  style: 'expanded'
})
const scoped = postcss([scope()]).process(compiled.css, { from: undefined }).css
const minify = (css) => esbuild.transformSync(css, { loader: 'css', minify: true, target: 'es2020' }).code

// Loaded only by pages with a control that needs them.
for (const name of ['type_ahead', 'points_left']) {
  await esbuild.build({
    entryPoints: [resolve(import.meta.dirname, 'js', `${name}.js`)],
    bundle: true,
    minify: true,
    target: 'es2020',
    format: 'iife',
    legalComments: 'none',
    outfile: resolve(out, `${name}.js`)
  })
}

writeFileSync(resolve(out, 'plan.css'), minify(scoped))
writeFileSync(resolve(out, 'plan.rtl.css'), minify(rtlcss.process(scoped)))

await esbuild.build({
  entryPoints: ['plan.js', 'form.js', 'comments.js'].map((name) => resolve(import.meta.dirname, name)),
  bundle: true,
  minify: true,
  target: 'es2020',
  format: 'iife',
  legalComments: 'none',
  outdir: out
})

// Only for the page that asks for proof of work.
await esbuild.build({
  entryPoints: [resolve(import.meta.dirname, 'js/proof.js')],
  bundle: true,
  minify: true,
  target: 'es2020',
  format: 'iife',
  legalComments: 'none',
  outfile: resolve(out, 'proof.js')
})
