// Reloads a submission's page when the server says that its state changed; without it the page says so and has a link.
const page = document.querySelector("[data-live]");

function listen(wait) {
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws/me");
  socket.onmessage = (message) => {
    const news = JSON.parse(message.data);
    if (news.type === "submission" && news.id === page.dataset.live && news.state !== page.dataset.state) {
      location.reload();
    }
  };
  socket.onclose = () => setTimeout(() => listen(Math.min(wait * 2, 30000)), wait);
}

if (page) {
  listen(1000);
}
