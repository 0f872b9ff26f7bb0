// Builds dist/ from src/: the style sheets, the scripts, fonts, images, the manifest. Same input, same bytes; no network.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const src = (...parts) => join(here, "src", ...parts);
const modules = join(here, "node_modules");
// Made aside and put in place at once: a server that runs never sees half of it.
const aside = join(modules, `.dist-${process.pid}`);
const dist = (...parts) => join(aside, ...parts);
const BROWSERS = ["chrome90", "safari14", "firefox90", "edge90"];

function styles(name) {
  const { css } = sass.compile(src(`${name}.scss`), {
    loadPaths: [modules],
    style: "expanded",
    quietDeps: true,
  });
  // govuk-frontend repeats its default colour as a fallback of every custom property; ours are always set (_tokens.scss).
  const own = css.replace(/var\((--govuk-[a-z-]+),\s*#[0-9a-f]{3,6}\)/gi, "var($1)");
  const { code, warnings } = esbuild.transformSync(own, { loader: "css", minify: true, target: BROWSERS, charset: "utf8" });
  for (const warning of warnings) console.warn(warning.text);
  writeFileSync(dist(`${name}.css`), code);
}

function scripts() {
  esbuild.buildSync({
    entryPoints: [src("app.js"), src("desk.js"), src("htmx.js"), src("builder.js"), src("designer.js"), src("hall.js"), src("counter.js")],
    outdir: dist(),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    absWorkingDir: here,
  });
}

/** The desk's page viewer: a module of its own, since only that page needs pdf.js, with its worker beside it. */
function viewer() {
  esbuild.buildSync({
    entryPoints: [src("viewer.js")],
    outdir: dist(),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    absWorkingDir: here,
    external: ["fs", "module", "url", "http", "https", "zlib"],
  });
  cpSync(join(modules, "pdfjs-dist/build/pdf.worker.min.mjs"), dist("pdf.worker.mjs"));
}

function files() {
  mkdirSync(dist("fonts"), { recursive: true });
  for (const weight of [400, 700]) {
    for (const subset of ["latin", "vietnamese"]) {
      cpSync(
        join(modules, "@fontsource/noto-sans/files", `noto-sans-${subset}-${weight}-normal.woff2`),
        dist("fonts", `noto-sans-${subset}-${weight}.woff2`),
      );
    }
  }
  cpSync(join(modules, "@fontsource/noto-sans/LICENSE"), dist("fonts", "LICENSE.txt"));
  cpSync(join(here, "images"), dist("images"), { recursive: true });
  cpSync(join(here, "manifest.webmanifest"), dist("manifest.webmanifest"));
}

function putInPlace() {
  const place = join(here, "dist");
  const old = join(modules, `.dist-old-${process.pid}`);
  if (existsSync(place)) renameSync(place, old);
  renameSync(aside, place);
  rmSync(old, { recursive: true, force: true });
}

function build() {
  mkdirSync(aside, { recursive: true });
  try {
    styles("app");
    styles("desk");
    styles("publisher");
    styles("hall");
    styles("slip");
    styles("counter");
    styles("scans");
    scripts();
    viewer();
    files();
    putInPlace();
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

build();
if (process.argv.includes("--watch")) {
  let waiting;
  watch(join(here, "src"), { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        build();
      } catch (error) {
        console.error(error.message);
      }
    }, 100);
  });
}
