"use strict";
new EventSource("/events").onmessage = (event) => {
  document.getElementById("studies").innerHTML = JSON.parse(event.data);
};
