package io.github.spotaware.e2e.demo.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * A session of the WebDriver protocol (https://www.w3.org/TR/webdriver2/): as much of it as is used
 * here.
 *
 * @param session its address
 */
record WebDriver(URI session) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** A new session. */
  static WebDriver open(URI driver, ObjectNode capabilities) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("capabilities").set("alwaysMatch", capabilities);
    String id = send("POST", driver.resolve("/session"), body).path("sessionId").asText();
    return new WebDriver(driver.resolve("/session/" + id));
  }

  JsonNode get(String command) {
    return send("GET", command(command), JSON.createObjectNode());
  }

  JsonNode post(String command, Map<String, ?> parameters) {
    return send("POST", command(command), JSON.valueToTree(parameters));
  }

  void delete() {
    send("DELETE", session, JSON.createObjectNode());
  }

  private URI command(String command) {
    return URI.create(session + "/" + command);
  }

  private static JsonNode send(String method, URI uri, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(BOUND)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString(body.toString())
                    : BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      JsonNode value = JSON.readTree(response.body()).path("value");
      if (response.statusCode() != 200) {
        throw new EnvironmentException(
            uri + ": " + value.path("error").asText() + ": " + value.path("message").asText());
      }
      return value;
    } catch (IOException e) {
      throw new EnvironmentException("chromedriver does not answer " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted at " + uri, e);
    }
  }
}
