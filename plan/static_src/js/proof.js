// Solves the proof of work on the page that asks for one, and goes on. Without it there is a button.
const form = document.querySelector('form[data-plan-proof]')

function bytesOf (hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

function hexOf (bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

// The counter whose hash of salt, nonce and counter begins as asked; undefined where none does.
async function solve ({ nonce, salt, keyPrefix, keyLength }) {
  const start = new Uint8Array([...bytesOf(salt), ...bytesOf(nonce), 0, 0, 0, 0])
  const place = new DataView(start.buffer, start.length - 4)
  for (let counter = 0; counter < 200000; counter++) {
    place.setUint32(0, counter)
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', start)).slice(0, keyLength)
    const derivedKey = hexOf(hash)
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}

async function work () {
  if (!form || !globalThis.crypto?.subtle) return
  const status = form.querySelector('[data-plan-working]')
  status.textContent = status.dataset.planWorking
  const challenge = JSON.parse(form.dataset.planProof)
  const solution = await solve(challenge.parameters)
  if (!solution) {
    status.textContent = ''
    return
  }
  const proof = document.createElement('input')
  proof.type = 'hidden'
  proof.name = 'proof'
  proof.value = btoa(JSON.stringify({ challenge, solution }))
  form.append(proof)
  form.submit()
}

work()
