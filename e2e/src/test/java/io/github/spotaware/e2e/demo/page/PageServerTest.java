package io.github.spotaware.e2e.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PageServerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Broadcast broadcast = new Broadcast(PageState.start(START));
  private final PageServer server =
      new PageServer(new EventStream(broadcast, InstantSource.system()), 0);

  @AfterEach
  void end() {
    broadcast.change(state -> state.over(new Outcome(true, List.of())));
    server.close();
    http.close();
  }

  @Test
  void servesEachFileThatThePageAsksForAndNothingElse() throws Exception {
    String page = get("").body();
    Matcher asked = Pattern.compile("(?:href|src)=\"([a-z.]+)\"").matcher(page);
    List<String> files = new ArrayList<>(asked.results().map(found -> found.group(1)).toList());
    assertThat(files).contains("page.css", "page.js", "icon.svg");
    for (int i = 0; i < files.size(); i++) {
      HttpResponse<String> file = get(files.get(i));
      assertThat(file.statusCode()).as(files.get(i)).isEqualTo(200);
      Matcher imported = Pattern.compile("from '\\./([a-z]+\\.js)'").matcher(file.body());
      imported
          .results()
          .map(found -> found.group(1))
          .filter(name -> !files.contains(name))
          .forEach(files::add);
    }
    assertThat(files).hasSize(PageFile.all().size() - 1);
    assertThat(get("PageServer.class").statusCode()).isEqualTo(404);
    assertThat(get("../Demo.class").statusCode()).isIn(400, 404);
  }

  @Test
  void letsNothingInFromElsewhere() throws Exception {
    HttpResponse<String> page = get("");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe", "http", "*");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(page.body()).doesNotContain("http:", "https:", "style=", "onclick");
    assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersToItsOwnNameOnly() throws Exception {
    assertThat(statusFor("127.0.0.1:" + server.address().getPort())).contains(" 200 ");
    assertThat(statusFor("localhost:" + server.address().getPort())).contains(" 200 ");
    assertThat(statusFor("elsewhere.example:" + server.address().getPort())).contains(" 403 ");
  }

  @Test
  void tellsTheWholeStateThenChangesThenTheEnd() throws Exception {
    try (Stream<String> lines = stream("events")) {
      Iterator<JsonNode> messages = messages(lines);
      JsonNode first = messages.next();
      assertThat(first.at("/state/phase").asText()).isEqualTo("preparing");
      assertThat(first.at("/lines/0/what").asText()).isEqualTo("Setting up a cluster");

      broadcast.change(state -> state.and(new Happening(START, "demo", "says <b>")));
      JsonNode second = messages.next();
      assertThat(second.path("lines")).hasSize(1);
      assertThat(second.at("/lines/0/what").asText()).isEqualTo("says <b>");

      broadcast.change(state -> state.over(new Outcome(true, List.of("fine"))));
      JsonNode last = messages.next();
      assertThat(last.at("/state/phase").asText()).isEqualTo("over");
      assertThat(last.at("/state/outcome/lines/0").asText()).isEqualTo("fine");
      assertThat(messages.hasNext()).isFalse();
    }
  }

  @Test
  void whoComesAgainIsToldWhatIsNew() throws Exception {
    broadcast.change(state -> state.and(new Happening(START, "demo", "says this")));
    try (Stream<String> lines = stream("events?after=1")) {
      assertThat(messages(lines).next().path("lines"))
          .extracting(line -> line.path("what").asText())
          .containsExactly("says this");
    }
    try (Stream<String> lines = stream("events?after=x")) {
      assertThat(messages(lines).next().path("lines")).hasSize(2);
    }
  }

  @Test
  void manyChangesAtOnceAreFewMessages() throws Exception {
    try (Stream<String> lines = stream("events")) {
      Iterator<JsonNode> messages = messages(lines);
      messages.next();
      for (int i = 0; i < 400; i++) {
        String what = "says " + i;
        broadcast.change(state -> state.and(new Happening(START, "demo", what)));
      }
      int told = 0;
      int count = 0;
      while (told < 400) {
        told += messages.next().path("lines").size();
        count++;
      }
      assertThat(told).isEqualTo(400);
      assertThat(count).isLessThan(100);
    }
  }

  @Test
  void hasPlacesForSixteenReaders() throws Exception {
    List<Stream<String>> readers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      readers.add(stream("events"));
    }
    assertThat(get("events").body()).startsWith("event: full\n");
    broadcast.change(state -> state.over(new Outcome(true, List.of())));
    readers.forEach(reader -> assertThat(reader.filter(line -> !line.isEmpty())).isNotEmpty());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.ofString());
  }

  private Stream<String> stream(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.ofLines()).body();
  }

  private HttpRequest request(String path) {
    URI uri = URI.create(server.address() + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
  }

  private static Iterator<JsonNode> messages(Stream<String> lines) {
    return lines.filter(line -> line.startsWith("data: ")).map(PageServerTest::json).iterator();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line.substring("data: ".length()));
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** By hand, since an HTTP client sends the true name. */
  private String statusFor(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
