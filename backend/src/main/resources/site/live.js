// Reloads a submission's page when the server says that its state changed; without it the page says so and has a link.
const page = document.querySelector("[data-live]");

function follow(submission) {
  if (submission.id === page.dataset.live && submission.state !== page.dataset.state) {
    location.reload();
  }
}

// What happened between the rendering of this page and the opening of the socket was told to nobody.
async function catchUp() {
  const answer = await fetch("/api/submissions/" + page.dataset.live);
  if (answer.ok) {
    follow(await answer.json());
  }
}

function listen(wait) {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws/me");
  socket.onmessage = (message) => {
    const news = JSON.parse(message.data);
    if (news.type === "hello") {
      catchUp();
    } else if (news.type === "submission") {
      follow(news);
    }
  };
  socket.onclose = () => setTimeout(() => listen(Math.min(wait * 2, 30000)), wait);
}

if (page) {
  listen(1000);
  // A state that the server failed to tell must not stay unknown.
  setInterval(catchUp, 15000);
}
