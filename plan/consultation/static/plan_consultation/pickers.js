// Lists of questions, conditions and answers in place of the ids that the editor's fields hold.
// The field itself stays, hidden, and is what is saved; the lists come from the server, which reads
// them out of the edit form as it stands at this moment.
(() => {
  const { Controller } = window.StimulusModule
  const PAUSE = 600
  const NEEDLESS = ['answered', 'not_answered']
  const COMPARING = ['more_than', 'less_than', 'at_least', 'at_most']
  const SEVERAL = ['is_one_of', 'is_none_of']

  // What can be picked in one edit form, fetched anew after changes.
  class Outline {
    constructor (form, url) {
      Object.assign(this, { form, url, watchers: new Set(), text: '', data: null, failed: false, number: 0 })
      // Captured, because the editor's own buttons let no click through.
      for (const name of ['input', 'change', 'click']) form.addEventListener(name, () => this.later(PAUSE), true)
      document.addEventListener('w-autosave:success', () => this.later(0))
      this.later(0)
    }

    later (pause) {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.fetch(), pause)
    }

    async fetch () {
      const number = ++this.number
      const body = new FormData(this.form)
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
      const response = await fetch(this.url, { method: 'POST', body, credentials: 'same-origin' }).catch(() => null)
      const text = response?.ok ? await response.text() : null
      if (number !== this.number) return
      this.failed = text === null
      if (text === this.text) return
      if (text !== null) [this.text, this.data] = [text, JSON.parse(text)]
      this.tell()
    }

    tell () {
      for (const watcher of this.watchers) watcher.draw()
    }
  }

  const outlines = new WeakMap()
  const outlineFor = (form, url) => {
    if (!outlines.has(form)) outlines.set(form, new Outline(form, url))
    return outlines.get(form)
  }

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
  }

  class PlanPicker extends Controller {
    static values = {
      picks: String, url: String, gone: String, none: String, failed: String, needless: String, lines: String, question: String
    }

    connect () {
      const form = this.element.form
      if (!form || this.box) return
      this.box = make('div', { className: 'plan-picker' })
      this.element.after(this.box)
      this.element.hidden = true
      this.outline = outlineFor(form, this.urlValue)
      this.outline.watchers.add(this)
      this.redraw = (event) => { if (this.siblings().includes(event.target)) this.draw() }
      form.addEventListener('change', this.redraw)
      this.draw()
    }

    disconnect () {
      this.outline?.watchers.delete(this)
      this.element.form?.removeEventListener('change', this.redraw)
      this.box?.remove()
      this.box = null
    }

    get lines () {
      return this.element.value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
    }

    sibling (name) {
      return this.element.form?.elements[this.element.name.replace(/answers$/, name)]
    }

    siblings () {
      return this.picksValue === 'answers' ? [this.sibling('question'), this.sibling('operator')] : []
    }

    store (lines) {
      this.element.value = lines.join('\n')
      for (const name of ['input', 'change']) this.element.dispatchEvent(new Event(name, { bubbles: true }))
    }

    draw () {
      if (!this.box) return
      const data = this.outline.data
      const control = data ? this.control(data) : this.note(this.outline.failed ? this.failedValue : '…')
      this.box.replaceChildren(control)
      const target = this.box.querySelector('select, input, textarea')
      if (!target) return
      const meaning = data && this.picksValue === 'answers' ? this.meaning(data) : ''
      if (meaning) this.explain(control.tagName === 'FIELDSET' ? control : target, meaning)
      const label = document.querySelector(`label[for="${CSS.escape(this.element.id)}"], label[data-plan-for="${CSS.escape(this.element.id)}"]`)
      if (label) {
        label.dataset.planFor = this.element.id
        if (control.tagName === 'FIELDSET') control.setAttribute('aria-label', label.textContent.trim())
        else label.htmlFor = target.id = `${this.element.id}-list`
      }
    }

    control (data) {
      if (this.picksValue === 'condition') return this.list(data.conditions, false)
      if (this.picksValue === 'question') return this.list(data.questions, true)
      return this.answers(data)
    }

    answers (data) {
      const operator = this.sibling('operator')?.value
      const key = this.sibling('question')?.value
      const question = data.questions.find((one) => one.id === key)
      if (NEEDLESS.includes(operator)) return this.note(this.needlessValue)
      if (!question) return this.lines.length ? this.list([], true) : this.note(this.questionValue)
      const isSeveral = SEVERAL.includes(operator)
      if (question.options.length && !COMPARING.includes(operator)) {
        return isSeveral || this.lines.length > 1 ? this.boxes(question.options) : this.list(question.options, true)
      }
      if (isSeveral || this.lines.length > 1) return this.area()
      const type = { date: 'date', text: 'text' }[question.kind] ?? 'number'
      return this.line(question.kind === 'other' && !COMPARING.includes(operator) ? 'text' : type)
    }

    // What “is” means of a question whose answer has several parts.
    meaning (data) {
      const question = data.questions.find((one) => one.id === this.sibling('question')?.value)
      return COMPARING.includes(this.sibling('operator')?.value) ? '' : question?.note ?? ''
    }

    explain (element, text) {
      const note = Object.assign(this.note(text), { id: `${this.element.id}-meaning` })
      this.box.append(note)
      element.setAttribute('aria-describedby', note.id)
    }

    list (entries, isNeeded) {
      const [current = ''] = this.lines
      const select = make('select', {}, new Option(this.noneValue, ''))
      for (const entry of entries) select.append(new Option(entry.label, entry.id))
      if (current && !entries.some((entry) => entry.id === current)) select.append(new Option(this.goneValue, current))
      select.value = current
      select.required = false
      if (isNeeded) select.setAttribute('aria-required', 'true')
      select.addEventListener('change', () => this.store(select.value ? [select.value] : []))
      return select
    }

    boxes (options) {
      const set = make('fieldset', { className: 'plan-picker__set' })
      const known = options.map((option) => option.id)
      const gone = this.lines.filter((line) => !known.includes(line)).map((id) => ({ id, label: this.goneValue }))
      for (const option of [...options, ...gone]) {
        const box = make('input', { type: 'checkbox', value: option.id, checked: this.lines.includes(option.id) })
        box.addEventListener('change', () => {
          this.store([...set.querySelectorAll('input:checked')].map((one) => one.value))
        })
        set.append(make('label', {}, box, option.label))
      }
      return set
    }

    line (type) {
      const input = make('input', { type, value: this.lines[0] ?? '' })
      if (type === 'number') input.step = 'any'
      input.addEventListener('change', () => this.store(input.value ? [input.value] : []))
      return input
    }

    area () {
      const area = make('textarea', { rows: 3, value: this.lines.join('\n') })
      area.addEventListener('change', () => this.store(area.value.split(/\r?\n/)))
      return make('div', {}, area, this.note(this.linesValue))
    }

    note (text) {
      return make('p', { className: 'plan-picker__note', textContent: text })
    }
  }

  window.wagtail.app.register('plan-picker', PlanPicker)
})()
