// Plays what the caller hears, in time: speech, audio files, beeps and pauses.

import { $ } from "./dom.js";

const audio = $("audio");
const BEEP_S = 0.4;
const CHINESE_S = 0.17; // how long a character takes to say, where no voice says it
const LATIN_S = 0.055;

const muted = () => !$("sound").checked;

function voiceFor(language) {
  const family = language.toLowerCase().replace("cmn", "zh").split("-")[0];
  return window.speechSynthesis?.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(family));
}

const sleep = (seconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

export function readingTime(text) {
  const chinese = (text.match(/[\u3000-\u9fff\uff00-\uffef]/g) ?? []).length;
  return chinese * CHINESE_S + (text.length - chinese) * LATIN_S;
}

function say({ text, language, rate }, signal) {
  const voice = voiceFor(language);
  if (muted() || !voice) return sleep(readingTime(text) / rate, signal);
  const spoken = new SpeechSynthesisUtterance(text);
  Object.assign(spoken, { voice, lang: voice.lang, rate });
  return new Promise((resolve) => {
    spoken.onend = spoken.onerror = resolve;
    signal.addEventListener("abort", () => (speechSynthesis.cancel(), resolve()), { once: true });
    speechSynthesis.speak(spoken);
  });
}

function play({ url, seconds }, signal) {
  if (!url || muted()) return sleep(1, signal);
  audio.src = url;
  audio.loop = seconds === 0; // loop="0" plays on until something else is heard
  const done = new Promise((resolve) => {
    audio.onended = audio.onerror = resolve;
    signal.addEventListener("abort", () => (audio.pause(), resolve()), { once: true });
  });
  const started = audio.play().catch(() => {}); // no such file, or the browser forbids it: silence
  return audio.loop ? started : done;
}

function beep(_, signal) {
  if (!muted() && window.AudioContext) {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const volume = new GainNode(context, { gain: 0.1 });
    tone.frequency.value = 1000;
    tone.connect(volume).connect(context.destination);
    tone.onended = () => context.close();
    tone.start();
    tone.stop(context.currentTime + BEEP_S);
  }
  return sleep(BEEP_S, signal);
}

const HOW = { say, play, beep, pause: ({ seconds }, signal) => sleep(seconds, signal) };

/** Play the events one after the other. `began` is called with each; an abort stops all of them. */
export async function perform(events, signal, began) {
  for (const event of events) {
    if (signal.aborted) return;
    began(event);
    await HOW[event.kind]?.(event, signal);
  }
}

window.speechSynthesis?.getVoices(); // browsers load them at the first asking
