// Sends the answers of the inbox, one after the other: each changes the digest of its article.

const { token, done, left: still } = document.querySelector("script[data-token]").dataset;
const status = document.querySelector("#status");

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-answer]");
  const question = button?.closest(".question");
  if (!question) return;
  const answer = button.dataset.answer;
  for (const one of isForAll(question) ? alike(question, answer) : [question]) {
    if (!(await settle(one, answer))) return;
  }
});

function isForAll(question) {
  return question.querySelector("input[name=all]")?.checked ?? false;
}

function alike(question, answer) {
  const same = [...document.querySelectorAll(".question")].filter(
    (other) => other.dataset.kind === question.dataset.kind && other.querySelector(`[data-answer="${answer}"]`),
  );
  return [question, ...same.filter((other) => other !== question)];
}

async function settle(question, answer) {
  const article = question.closest(".article");
  question.setAttribute("aria-busy", "true");
  const reply = await send({
    article: article.dataset.article,
    digest: article.dataset.digest,
    question: question.dataset.question,
    answer,
    title: question.querySelector("input[name=title]")?.value,
  });
  question.removeAttribute("aria-busy");
  status.classList.toggle("failed", !reply.digest);
  if (!reply.digest) {
    status.textContent = reply.message;
    status.scrollIntoView({ block: "nearest" });
    return false;
  }
  article.dataset.digest = reply.digest;
  question.remove();
  if (!article.querySelector(".question")) article.remove();
  const left = document.querySelectorAll(".question").length;
  status.textContent = left ? `${still} ${left}` : done;
  return true;
}

async function send(body) {
  try {
    const response = await fetch("answer", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Beilin-Token": token },
      body: JSON.stringify(body),
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? await response.json() : { message: await response.text() };
  } catch {
    return { message: "The server does not answer. Is it still running?" };
  }
}
