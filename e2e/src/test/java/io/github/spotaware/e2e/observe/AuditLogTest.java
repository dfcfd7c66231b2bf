package io.github.spotaware.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {

  private static final String LINE =
      """
      {"stage":"ResponseComplete","verb":"%s","userAgent":"%s","requestURI":"/x",\
      "objectRef":{"resource":"%s","subresource":"%s","namespace":"%s","name":"%s"},\
      "responseStatus":{"code":%d},"requestObject":%s,\
      "requestReceivedTimestamp":"2026-01-01T00:00:0%d.000000Z",\
      "stageTimestamp":"2026-01-01T00:00:0%d.500000Z"}
      """;

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void createFile() throws IOException {
    file = Files.createFile(folder.resolve("audit.log"));
  }

  @Test
  void aHalfWrittenLineWaitsForItsRest() throws IOException {
    byte[] line = get("caf\u00e9").getBytes(StandardCharsets.UTF_8);
    for (int split = 0; split < line.length; split++) {
      Files.write(file, Arrays.copyOfRange(line, 0, split));
      AuditLog log = AuditLog.of(file);
      assertThat(log.events().list()).isEmpty();
      write(Arrays.copyOfRange(line, split, line.length));
      assertThat(log.events().list()).extracting(AuditEvent::name).containsExactly("caf\u00e9");
    }
  }

  @Test
  void fromNowPassesOverWhatIsThere() throws IOException {
    write(get("before").getBytes(StandardCharsets.UTF_8));
    AuditLog log = AuditLog.fromNow(file);
    write(get("after").getBytes(StandardCharsets.UTF_8));
    assertThat(log.events().list()).extracting(AuditEvent::name).containsExactly("after");
  }

  @Test
  void fromNowPassesOverALineThatIsHalfWritten() throws IOException {
    byte[] before = get("before").getBytes(StandardCharsets.UTF_8);
    for (int split = 1; split < before.length; split++) {
      Files.write(file, Arrays.copyOfRange(before, 0, split));
      AuditLog log = AuditLog.fromNow(file);
      assertThat(log.events().list()).isEmpty();
      write(Arrays.copyOfRange(before, split, before.length));
      assertThat(log.events().list()).isEmpty();
      write(get("after").getBytes(StandardCharsets.UTF_8));
      assertThat(log.events().list()).extracting(AuditEvent::name).containsExactly("after");
    }
  }

  @Test
  void tellsTheProjectsWritesFromItsReadsAndItsLease() throws IOException {
    write(get("pod"));
    write(line("update", "spot-aware-scaler", "leases", "", "spot-scaling", "l", 200, "{}", 1));
    write(line("patch", "spot-aware-scaler", "deployments", "", "n", "web", 200, "{}", 1));
    write(line("patch", "kubectl/v1", "deployments", "", "n", "web", 200, "{}", 1));
    assertThat(AuditLog.of(file).events().byTheProject().writes().list())
        .extracting(AuditEvent::resource)
        .containsExactly("deployments");
  }

  @Test
  void readsThePhasesOfAScheduleWithoutRefusalsAndRepetitions() throws IOException {
    write(schedule("create", 201, "Raising"));
    write(schedule("create", 409, "Raising"));
    write(schedule("update", 200, "Surged"));
    write(schedule("update", 200, "Surged"));
    write(schedule("update", 200, "Lowering"));
    write(schedule("delete", 200, ""));
    assertThat(AuditLog.of(file).events().phases("n", "web"))
        .containsExactly("Raising", "Surged", "Lowering", "deleted");
  }

  @Test
  void measuresFromTheListingOfTheReplacementToTheAnswer() throws IOException {
    String ready = "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}";
    String listed =
        "{\"endpoints\":[{\"targetRef\":{\"name\":\"web-2\"},\"conditions\":{\"ready\":true}}]}";
    write(line("patch", "kwok", "pods", "status", "n", "web-1", 200, ready, 0));
    write(line("patch", "kwok", "pods", "status", "n", "web-2", 200, ready, 4));
    write(line("update", "slices", "endpointslices", "", "n", "web-x", 200, listed, 5));
    write(line("create", "kubectl", "pods", "eviction", "n", "web-1", 201, "{}", 2, 7));
    assertThat(Release.all(AuditLog.of(file).events(), "n", "web-"))
        .singleElement()
        .satisfies(release -> {
          assertThat(release.replacement()).isEqualTo("web-2");
          assertThat(release.delay()).isEqualTo(Duration.ofSeconds(2));
        });
  }

  private static String schedule(String verb, int code, String phase) {
    String data = "{\"data\":{\"phase\":\"" + phase + "\"}}";
    return line(
        verb,
        "spot-aware-scaler",
        "configmaps",
        "",
        "spot-scaling",
        "scale-down-n.web",
        code,
        data,
        1);
  }

  private static String get(String name) {
    return line("get", "spot-aware-webhook", "pods", "", "n", name, 200, "{}", 1);
  }

  private static String line(
      String verb,
      String userAgent,
      String resource,
      String subresource,
      String namespace,
      String name,
      int code,
      String object,
      int... seconds) {
    int last = seconds[seconds.length - 1];
    return LINE.formatted(
        verb, userAgent, resource, subresource, namespace, name, code, object, seconds[0], last);
  }

  private void write(String line) throws IOException {
    write(line.getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }
}
