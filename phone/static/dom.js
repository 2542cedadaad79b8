// Small helpers for building the page. Text goes in as text, never as markup.

export const $ = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Append to a scrolling list and keep its end in view, without scrolling the page itself. */
export function appendTo(list, item) {
  list.append(item);
  list.scrollTop = list.scrollHeight;
  return item;
}

const voiceTag = (language) => (language.startsWith("zh") || language.startsWith("cmn") ? "zh-CN" : language);
export const lang = (language) => ({ lang: language ? voiceTag(language) : null });
