// What a query means, which articles hold it by the files of the index, and where a text has it: the search without its
// looks. In Python: beilin/text/folding.py, beilin/searching/, beilin/indexing/.

// Parts that the index is asked for, as the page proves the others; code points of runs and of words in the index. So many
// code points as a run has at most, of the beginning of a word, name its file.
const MAX_PARTS = 16, MAX_GRAM = 3, MAX_WORD = 40
const HAN = "々〇ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿ㐀-䶿一-\u9fff가-힣\uf900-\ufaff\u{20000}-\u{3ffff}"
const SEARCHED = RegExp(`[a-z0-9+#${HAN}]`, "u")
const IGNORED = /[\p{M}\p{DI}\uff9e\uff9f]/u
const TOKEN = RegExp(`([${HAN}]+)|[^ +#${HAN}][^ ${HAN}]*`, "gu") // of folded text
const WORD_START = `(?<=(?:^|[ ${HAN}])[+#]*)`, WORD_REST = `[^ ${HAN}]*`, WORD_END = `(?=[ ${HAN}]|$)`
// A minus sign; then a phrase in quotation marks, or a word.
const TERM = /([-－])?(?:["“”„＂]([^"“”„＂]*)(?:["“”„＂]|$)|([^\s"“”„＂]+))/gu

const fail = reason => { throw Error(reason) }
const codesOf = text => [...text].map(one => one.codePointAt(0))
const unique = values => [...new Set(values.map(JSON.stringify))].map(JSON.parse)

// A function that gives the index at the URL `base` to a function. Should that fail, all is read anew, once: a build may have
// replaced files in the meantime. An error has the message "unreachable" (no network), "version" (of a newer Beilin) or any
// other (the files are not those of one index).
export function indexAt(base) {
  let opened
  return async function use(action, again) {
    opened ??= open(base)
    try { return await action(await opened) } catch (error) {
      opened = null
      return again ? fail(error.message) : use(action, true)
    }
  }
}

// What `read` makes of the response at the URL, kept in `files`.
export const load = (files, url, read) => files[url] ??=
  fetch(url, { cache: "no-cache" }).then(reply => reply.ok ? read(reply) : fail(url), () => fail("unreachable"))

// meta.json, what its archive's table folds, and functions that load.
async function open(base) {
  const files = {}
  const json = path => load(files, base + path, reply => reply.json())
  const bytes = path => load(files, base + path, async reply => new Uint8Array(await reply.arrayBuffer()))
  const table = load(files, `${base}fold.txt`, reply => reply.text())
  table.catch(() => {}) // nobody waits for it if the version is another
  const [meta, isLate] = await load(files, `${base}meta.json`, async reply => [await reply.json(), reply.headers.has("Beilin-Search")])
  if (meta.version !== 1) fail("version")
  return {
    ...meta, ...folding(await table), isLate, bytes, firstDated: meta.years.find(([year]) => year)?.[1],
    card: async number => (await json(`c/${number / meta.block | 0}.json`))[number % meta.block],
    // [kind, name, address, other names] or ["title", number] for each that has the key
    named: async key => ({ __proto__: null, ...await json(`n/${fileOf(textHash(codesOf(key)), meta.names)}.json`) })[key] ?? [],
    // {name, values: [[id, name]], of: number of an article → the positions of its values, counts: to be filled}
    facet: async name => ({
      name, counts: [], ...name === "year"
        ? { values: meta.years.map(([year]) => [year || "undated", year]), of: number => [meta.years.findLastIndex(([, first]) => number >= first)] }
        : columnOf(await bytes(`f/${name}.bin`), meta.articles),
    }),
  }
}

// What needs the archive's table of folding: `file` is the text of fold.txt.
export function folding(file) {
  const [pairs, letters, couples] = file.split("\n")
  const twins = [...couples.matchAll(/(\S+)=(\S+)/g)].flatMap(([, one, other]) => [[one, other], [other, one]])
  const table = {}, words = new Set(letters), scripts = {}
  let code = 0, isStep
  for (const one of pairs) {
    const step = one.codePointAt(0)
    if (isStep = !isStep) code += step - 0x20 - (step > 0xdfff ? 0x800 : 0)
    else {
      const form = table[one] = String.fromCodePoint(code)
      if (/[一-\u9fff]/.test(one)) [scripts[one], scripts[form]] = ["Hant", "Hans"]
    }
  }

  // A block: {text, id, folded, at}; the last has for each unit of `folded` its place in the text. What is ignored is left
  // out, separators are spaces. What was typed may have letters that no article has: nothing holds them.
  const fold = (text, id, isTyped) => {
    const at = []
    let folded = "", start = 0
    for (const one of text) {
      const narrow = /[！-～]/.test(one) ? String.fromCodePoint(one.codePointAt(0) - 0xfee0) : one
      const form = table[narrow] ?? narrow.toLowerCase()
      const isWord = words.has(form) || isTyped && /\p{L}|\p{N}/u.test(form)
      if (!IGNORED.test(one)) folded += isWord || SEARCHED.test(form) ? form : " "
      while (at.length < folded.length) at.push(start)
      start += one.length
    }
    return { text, id, folded, at: [...at, start] }
  }
  const tokens = text => [...fold(text, "", true).folded.matchAll(TOKEN)]

  // What was typed → {required, excluded}: terms, lists of parts that must follow each other; {patterns, unwanted}: what
  // finds these; the key of a name that is like it; the script of its Chinese, as far as its characters tell.
  const query = typed => {
    const text = [...typed].slice(0, 500).join(""), required = [], excluded = []
    let last
    for (const [, minus, phrase, word] of text.matchAll(TERM)) {
      const term = tokens(phrase ?? word).map(([form, isHan]) => ({
        forms: [form, ...twins.flatMap(([one, other]) => form.includes(one) ? form.replaceAll(one, other) : [])], isHan: !!isHan,
      }))
      if (!term[0]) continue;
      (minus ? excluded : required).push(term)
      last = minus || !word ? null : term.at(-1)
    }
    // The last word may not have been typed to its end.
    if (/^(?!\p{Nd}+$).{3}/u.test(last?.forms[0] ?? "")) last.isOpen = !last.isHan
    return {
      required, excluded, patterns: required.map(patternOf), unwanted: excluded.map(patternOf),
      // There are two spaces between two words, of which one is kept; a single one goes.
      key: tokens(text).map(([form, isHan]) => isHan ? form : ` ${form} `).join("").replace(/ ( ?)/g, "$1"),
      script: [...text].map(one => scripts[one] ?? "").sort().at(-1),
    }
  }
  return { fold, query }
}

// An expression that finds the term in folded text. A token has no other sign than "+" and "#".
const patternOf = term => RegExp("(?=(" + term.map(({ forms, isHan, isOpen }) => {
  const text = "(?:" + forms.join("|").replaceAll("+", "\\+") + ")"
  return isHan ? text : WORD_START + text + (isOpen ? WORD_REST : "") + WORD_END
}).join("[ +#]*") + "))", "gu")

const has = ({ folded }, pattern) => folded.search(pattern) >= 0

// Whether the blocks (the title is one) hold all that the query requires and nothing that it excludes.
export const isProved = (blocks, { patterns, unwanted }) => {
  const isHeld = pattern => blocks.some(block => has(block, pattern))
  return patterns.every(isHeld) && !unwanted.some(isHeld)
}

// The blocks to show, at most two: the one with the most terms, and one with a term that it lacks, or else the next.
export function bestBlocks(blocks, patterns) {
  const count = block => patterns.filter(pattern => has(block, pattern)).length
  const [best, ...others] = blocks.filter(count).sort((one, other) => count(other) - count(one))
  const second = others.find(block => patterns.some(pattern => has(block, pattern) && !has(best, pattern))) ?? others[0]
  return [best, second].filter(Boolean)
}

// Where a block has the patterns: [start, end] in its text, in order; what overlaps is one.
export function marksOf({ folded, at }, patterns) {
  const marks = []
  for (const { 1: { length }, index } of patterns.flatMap(pattern => [...folded.matchAll(pattern)]).sort((one, other) => one.index - other.index)) {
    const start = at[index], end = at[index + length], last = marks.at(-1)
    if (start < last?.[1]) last[1] = Math.max(end, last[1])
    else marks.push([start, end])
  }
  return marks
}

// The articles that may be results: [number, score]. `isExact`: they are the results; else pages have to prove them.
export async function rank(index, { required, excluded }) {
  const parts = unique(required.flat())
  const scores = await Promise.all(parts.slice(0, MAX_PARTS).map(part => scoresOf(index, part)))
  return {
    found: common(scores),
    isExact: !(excluded[0] || parts[MAX_PARTS] || required.some(term => term[1]))
      && parts.every(({ forms, isHan }) => forms.every(form => [...form].length <= (isHan ? MAX_GRAM : MAX_WORD))),
  }
}

// What all of the maps have, with the sums of the values.
const common = ([first = [], ...others]) => [...first].filter(([key]) => others.every(map => map.has(key)))
  .map(([key, value]) => [key, others.reduce((sum, map) => sum + map.get(key), value)])

// All numbers in lists of [number, value], with their greatest value.
function greatest(lists) {
  const all = new Map()
  for (const [number, value] of lists.flat()) all.set(number, Math.max(value, all.get(number) ?? 0))
  return all
}

// The articles that may hold the part, with their scores. A word, or a run of up to three characters, is in the index. For
// a longer run some grams are asked for, in each segment by itself.
async function scoresOf({ segments, articles, bytes }, part) {
  const scored = async (pieces, among, count) => common(await Promise.all(pieces.map(async piece => {
    const all = greatest(await Promise.all(among.map(segment => find(bytes, segment, piece, part))))
    const rarity = Math.log(1 + count / (1 + all.size)) / pieces.length
    for (const [number, rank] of all) all.set(number, rarity * [1, 1.6, 2.2, 4][rank])
    return all
  })))
  return greatest(await Promise.all(part.forms.flatMap(form => {
    const points = codesOf(form), last = points.length - MAX_GRAM
    if (!part.isHan || last <= 0) return scored([points], segments, articles)
    return segments.map((segment, position) => {
      const starts = position ? [last >> 1] : segments[1] ? [0, last] : [0, last >> 1, last]
      return scored(unique(starts.map(start => points.slice(start, start + MAX_GRAM))), [segment], segment.count)
    })
  })))
}

// The list of a gram, or of a word, or of all words that begin with it: [number, class].
async function find(bytes, segment, points, { isHan, isOpen }) {
  const [hash, bits, folder] = isHan ? [gramHash(points), segment.bits, "g"] : [textHash(points.slice(0, MAX_GRAM)), segment.words, "w"]
  const { take, varint } = cursorOf(await bytes(`${segment.path}/${folder}/${fileOf(hash, bits)}.bin`))
  if (take(4).reduceRight((value, byte) => value * 256 + byte) !== segment.epoch) fail()
  const sought = [...new TextEncoder().encode(String.fromCodePoint(...points.slice(0, MAX_WORD)))]
  const wanted = [], low = hash << bits >>> bits
  const isWord = () => {
    word = [...word.slice(0, varint()), ...take(varint())]
    return (isOpen || word.length === sought.length) && sought.every((byte, position) => word[position] === byte)
  }
  let key = 0, word = [], end = 0
  for (let left = varint(); left; left--) {
    const isHere = isHan ? (key += varint()) === low : isWord(), size = varint(), start = end
    end += size >> 1
    if (isHere) wanted.push([start, end, size & 1])
  }
  const lists = take(end)
  return wanted.flatMap(([start, end, isDense]) => (isDense ? denseList : sparseList)(lists.subarray(start, end), segment))
}

function sparseList(data, { first }) {
  const list = [], { varint, isInside } = cursorOf(data)
  for (let number = -1; isInside();) {
    const value = varint()
    number += (value >> 2) + 1
    list.push([first + number, value & 3])
  }
  return list
}

// A bit for each article of the segment; then two bits of class for each that is in the list.
function denseList(data, { first, count }) {
  const list = []
  for (let number = 0; number < count; number++) {
    const { length } = list
    if (data[number >> 3] >> (number & 7) & 1) list.push([first + number, data[(count + 7 >> 3) + (length >> 2)] >> 2 * (length & 3) & 3])
  }
  return list
}

function columnOf(data, articles) {
  const { take, varint } = cursorOf(data)
  const repeat = (length, read) => Array.from({ length }, read)
  const values = repeat(varint(), () => new TextDecoder().decode(take(varint())).split("\t"))
  const rows = repeat(articles, () => repeat(varint(), varint))
  return { values, of: number => rows[number] }
}

// Reads bytes one after the other, and fails behind the last one.
function cursorOf(data) {
  let at = 0
  const take = length => (at += length) > data.length ? fail() : data.subarray(at - length, at)
  const varint = () => {
    for (let value = 0, shift = 0; at < data.length; shift += 7) {
      value |= (data[at] & 127) << shift
      if (data[at++] < 128) return value >>> 0
    }
    fail()
  }
  return { take, varint, isInside: () => at < data.length }
}

// The name of the file for a hash: its highest bits.
const fileOf = (hash, bits) => (bits && hash >>> 32 - bits).toString(16).padStart(4, "0")

// Wellons' "lowbias32" (hash-prospector).
function mix(value) {
  value = Math.imul(value ^ value >>> 16, 0x7feb352d)
  value = Math.imul(value ^ value >>> 15, 0x846ca68b)
  return (value ^ value >>> 16) >>> 0
}

// Of one to three code points. Those above U+FFFF go where no letters are.
export function gramHash(points) {
  const golden = 0x9e3779b1
  const [first, second, third] = points.map(code => code < 0x10000 ? code : 0xd800 + (Math.imul(code, golden) >>> 19))
  const hash = mix(first << 16 | second)
  return third ? mix(Math.imul(hash, golden) + third + 0x2545f491) : second ? hash : mix(first ^ 0x5bd1e995)
}

// FNV-1a over code points, then mixed.
export const textHash = points => mix(points.reduce((value, code) => Math.imul(value ^ code, 0x01000193), 0x811c9dc5))
