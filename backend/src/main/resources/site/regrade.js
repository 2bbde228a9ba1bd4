// Follows a dry run: shows how far it is, and loads the page again when it is over.
const regrade = document.querySelector("[data-regrade]");

async function follow() {
  const answer = await fetch("/api/regrades/" + regrade.dataset.regrade);
  if (answer.ok) {
    const now = await answer.json();
    if (now.state !== regrade.dataset.state) {
      location.reload();
      return;
    }
    document.getElementById("progress").value = now.done;
    document.getElementById("done").textContent = now.done + " of " + now.total;
  }
  setTimeout(follow, 1000);
}

if (regrade) {
  follow();
}
