package io.github.spotaware.fuzz.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;

/** Calls to one endpoint, or to what looks like one. */
final class EndpointKind implements Kind<Call> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint endpoint;
  private final Webhook webhook;

  /** Each thread keeps its connection until the server or a hang-up ends it. */
  private final ThreadLocal<Line> line = ThreadLocal.withInitial(Line::new);

  EndpointKind(Endpoint endpoint, Webhook webhook) {
    this.endpoint = endpoint;
    this.webhook = webhook;
  }

  @Override
  public String name() {
    return endpoint.kind();
  }

  @Override
  public Call base(Draw draw) {
    Call call = draw.from(endpoint.calls());
    return draw.oneIn(50) ? call : call.inAHurry();
  }

  @Override
  public Call changed(Call input, Draw draw) {
    return input.changed(draw);
  }

  @Override
  public String shown(Call input) {
    return System.lineSeparator() + input;
  }

  @Override
  public Outcome judge(Call call) throws IOException {
    if (call.hangsUp()) {
      try (Connection connection = connect()) {
        connection.sendPart(call.bytes(), call.cut());
      }
      return new Outcome.Rejected("the client hung up");
    }
    Answer answer;
    try {
      answer = line.get().call(call);
    } catch (EOFException e) {
      if (endpoint == Endpoint.MANAGEMENT && call.path().equals(Call.WITHOUT_PATH)) {
        // The JDK's server closes the connection upon it, before any code of the project's.
        return new Outcome.Rejected("closed: a target without a path");
      }
      throw e;
    } catch (Connection.Unsent e) {
      if (call.isOddlyFramed()) {
        // Jetty and the JDK's server close without reading on; TCP then may lose the answer.
        return new Outcome.Rejected("reset within a large body of a request that is none");
      }
      throw e;
    }
    Outcome outcome = AnswerJudge.judge(reviewPaths(), call, answer);
    return outcome instanceof Outcome.Accepted && answer.status() == 200 && letsGo(call)
        ? new Outcome.Wrong("the only serving pod is let go: " + answer.body())
        : outcome;
  }

  private Set<String> reviewPaths() {
    return endpoint == Endpoint.MANAGEMENT ? Set.of() : Endpoint.REVIEW_PATHS;
  }

  private Connection connect() throws IOException {
    return endpoint.connect(webhook);
  }

  /**
   * Whether it asks for the removal of the serving pod, now and for good. Read in another way than
   * the webhook does, and only where it is beyond doubt.
   */
  static boolean letsGo(Call call) throws IOException {
    if (!call.path().equals("/evictions") || !call.method().equals("POST")) {
      return false;
    }
    JsonNode request = JSON.readTree(call.body()).path("request");
    JsonNode options = request.path("object").path("deleteOptions");
    String precondition = options.path("preconditions").path("uid").asText("").strip();
    return request.path("namespace").asText().equals(StillCluster.WEB.namespace())
        && request.path("name").asText().equals(StillCluster.SERVING)
        && !request.path("dryRun").asBoolean()
        && !options.path("dryRun").toString().contains("All")
        && List.of("", StillCluster.SERVING_UID).contains(precondition);
  }

  private final class Line {
    private List<Connection> kept = List.of();

    Answer call(Call call) throws IOException {
      boolean reused = !kept.isEmpty();
      Connection connection = reused ? kept.getFirst() : connect();
      kept = List.of(connection);
      try {
        Answer answer = connection.call(call);
        if (answer.closes() || call.method().equals("HEAD")) {
          hangUp();
        }
        return answer;
      } catch (SocketTimeoutException e) {
        hangUp();
        throw e;
      } catch (IOException e) {
        hangUp();
        if (reused) {
          return call(call); // the server may have closed it after the last answer
        }
        throw e;
      }
    }

    private void hangUp() {
      kept.forEach(Connection::close);
      kept = List.of();
    }
  }
}
