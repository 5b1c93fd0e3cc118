// Shows and hides parts of a section in place, by the rules of plan/consultation/logic.py: what is
// hidden counts as not answered, and parts are judged in their order.
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/
const COMPARISONS = {
  more_than: (given, limit) => given > limit,
  less_than: (given, limit) => given < limit,
  at_least: (given, limit) => given >= limit,
  at_most: (given, limit) => given <= limit
}

// Whether something with this rule is shown. A clause that other pages decide is true or false.
export function holds (rule, valuesOf) {
  if (rule.clauses.length === 0) return true
  const isTrue = (clause) => typeof clause === 'boolean' ? clause : clauseHolds(clause, valuesOf(clause.name))
  return rule.all ? rule.clauses.every(isTrue) : rule.clauses.some(isTrue)
}

function clauseHolds ({ operator, values }, given) {
  if (operator === 'answered') return given.length > 0
  if (operator === 'not_answered') return given.length === 0
  if (operator in COMPARISONS) {
    return given.some((value) => values.some((limit) => compares(COMPARISONS[operator], value, limit)))
  }
  const isFound = given.some((value) => values.some((wanted) => equals(value, wanted)))
  return operator === 'is' || operator === 'is_one_of' ? isFound : !isFound
}

function equals (value, wanted) {
  if (value.kind === 'option') return value.text === wanted
  if (value.kind === 'number') return value.number === asNumber(wanted)
  if (value.kind === 'day') return value.day === asDay(wanted)
  return folded(value.text) === folded(wanted)
}

function compares (compare, value, limit) {
  const isNumber = value.kind === 'number'
  const given = isNumber ? value.number : value.kind === 'day' ? value.day : null
  const other = isNumber ? asNumber(limit) : asDay(limit)
  return given !== null && other !== null && compare(given, other)
}

function folded (text) {
  return text.trim().toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ')
}

function asNumber (text) {
  return NUMBER.test(text.trim()) ? Number(text) : null
}

// A real day as 2026-03-27, which compares as text; null for anything else.
function asDay (text) {
  const [, year, month, day] = DAY.exec(text.trim()) ?? []
  if (year === undefined || year === '0000') return null
  const found = new Date(0)
  found.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const isReal = found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(day)
  return isReal ? `${year}-${month}-${day}` : null
}

// Digits of any script that Python reads too, and either decimal mark.
function asTyped (text) {
  const digits = text.trim()
    .replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
  return digits.replace(/[,\u066b]/, '.')
}

// What is answered to a question on this page, as the server would read it.
export function valuesIn (form, name) {
  const own = [...form.elements].filter((control) =>
    !control.disabled && (control.name === name || control.name.startsWith(`${name}-`)) &&
    !control.name.endsWith('-seen') && !control.name.endsWith('-other'))
  const box = (part) => own.find((control) => control.name === `${name}-${part}`)
  if (box('day') && box('month') && box('year')) return dayIn(box)
  return own.flatMap(valuesOfControl)
}

function dayIn (box) {
  const part = (name, width) => asTyped(box(name).value).padStart(width, '0')
  const day = asDay(`${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`)
  return day === null ? [] : [{ kind: 'day', day }]
}

function valuesOfControl (control) {
  const isTick = control.type === 'radio' || control.type === 'checkbox'
  const text = control.value.trim()
  if (isTick ? !control.checked : text === '') return []
  if (control.validity?.typeMismatch) return []
  if (control.dataset.planValue) return [{ kind: 'option', text: isNought(control) ? '' : control.dataset.planValue }]
  if (isTick || control.tagName === 'SELECT') return [{ kind: 'option', text: control.value }]
  if (control.inputMode === 'numeric' || control.inputMode === 'decimal') {
    const number = asNumber(asTyped(text))
    return number === null ? [] : [{ kind: 'number', number }]
  }
  return [{ kind: 'text', text }]
}

// An option that is given nothing in sharing out is answered, and not the answer.
function isNought (control) {
  return control.inputMode === 'numeric' && asNumber(asTyped(control.value)) === 0
}

// Follows what is typed. What the server has shown stays until something is changed.
export function showAndHide (form) {
  const parts = [...form.querySelectorAll('[data-plan-show-if]')]
    .map((element) => ({ element, rule: JSON.parse(element.dataset.planShowIf) }))
  if (parts.length === 0) return
  for (const { element } of parts) if (element.hidden) enable(element, false)
  const follow = () => {
    const changed = parts.map(({ element, rule }) => set(element, holds(rule, (name) => valuesIn(form, name))))
    tell(form, changed)
  }
  form.addEventListener('input', follow)
  form.addEventListener('change', follow)
  if ([...form.elements].some(isRestored)) follow()
}

// Whether the browser has filled in something else than the page was sent with.
function isRestored (control) {
  if (control.type === 'radio' || control.type === 'checkbox') return control.checked !== control.defaultChecked
  if (control.tagName === 'SELECT') return [...control.options].some((one) => one.selected !== one.defaultSelected && one.defaultSelected)
  return 'defaultValue' in control && control.type !== 'hidden' && control.value !== control.defaultValue
}

function set (element, isShown) {
  if (element.hidden === !isShown) return ''
  element.hidden = !isShown
  enable(element, isShown)
  return isShown ? 'shown' : 'taken'
}

// What is hidden is not sent: neither its answers nor the mark that it was seen.
function enable (element, isEnabled) {
  for (const control of element.querySelectorAll('input, select, textarea, button')) control.disabled = !isEnabled
}

function tell (form, changed) {
  const status = form.querySelector('[data-plan-show-status]')
  const news = changed.find((one) => one === 'shown') ?? changed.find((one) => one === 'taken')
  if (!status || !news) return
  status.textContent = ''
  setTimeout(() => { status.textContent = status.dataset[news] }, 100)
}
