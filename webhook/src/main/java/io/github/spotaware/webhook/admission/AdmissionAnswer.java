package io.github.spotaware.webhook.admission;

import io.github.spotaware.config.InvalidValue;
import java.util.List;
import java.util.stream.Collectors;

/** How a review is answered. */
public sealed interface AdmissionAnswer {
  /**
   * Let it through.
   *
   * @param warnings shown to the client; once a request's warnings pass 4096 characters in sum, the
   *     API server cuts each at 256 (k8s.io/apiserver pkg/endpoints/filters/warning.go)
   */
  record Allow(List<String> warnings) implements AdmissionAnswer {
    /** Copies the list. */
    public Allow {
      warnings = List.copyOf(warnings);
    }

    /** Let it through without a word. */
    public static Allow silently() {
      return new Allow(List.of());
    }
  }

  /**
   * Let it through, changed.
   *
   * @param patch a JSON Patch (RFC 6902) of the object
   * @param warnings as for {@link Allow}
   */
  record AllowWithPatch(String patch, List<String> warnings) implements AdmissionAnswer {
    /** Checks that there is one, and copies. */
    public AllowWithPatch {
      if (patch.isBlank()) {
        throw new IllegalArgumentException("the patch is empty");
      }
      warnings = List.copyOf(warnings);
    }

    /** Without a word. */
    public AllowWithPatch(String patch) {
      this(patch, List.of());
    }
  }

  /**
   * Turn it away. There is no retryAfterSeconds on purpose: it makes client-go retry silently
   * within one call, up to ten times, which a drain's own time-out can't interrupt.
   *
   * @param code an HTTP status of 400 to 599, always sent: the API server would take a missing one
   *     as 400 or 403, which ends a drain
   * @param reason the Kubernetes reason that fits the code, e.g. {@code TooManyRequests}
   * @param message for the person who evicts
   */
  record Deny(int code, String reason, String message) implements AdmissionAnswer {
    /** Checks the code and that reason and message are there. */
    public Deny {
      if (code < 400 || code > 599) {
        throw new IllegalArgumentException("code " + code + " is no error");
      }
      if (reason.isBlank() || message.isBlank()) {
        throw new IllegalArgumentException("a denial has a reason and a message");
      }
    }

    /** Turn it away for now: every client of evictions tries again later. */
    public static Deny tooManyRequests(String message) {
      return new Deny(429, "TooManyRequests", message);
    }
  }

  /**
   * Turn a Deployment away with 422, as the API server does itself where a field is invalid: the
   * fields go along as causes, so that kubectl shows one line for each.
   *
   * @param name the Deployment's
   * @param fields each key is the path of a field
   */
  record Invalid(String name, List<InvalidValue> fields) implements AdmissionAnswer {
    /** Copies the list, and checks that it holds something. */
    public Invalid {
      fields = List.copyOf(fields);
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("no field is invalid");
      }
    }

    /** All of it in one line. */
    public String message() {
      return fields.stream().map(InvalidValue::message).collect(Collectors.joining("; "));
    }
  }
}
