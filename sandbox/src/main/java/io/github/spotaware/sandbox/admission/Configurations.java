package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The webhook entries in force, in the order of their configurations' names. They are read anew
 * when a configuration has changed.
 */
public final class Configurations {
  private final Journal journal;
  private final Resource validatingResource;
  private final Resource mutatingResource;
  private volatile List<WebhookEntry> validating = List.of();
  private volatile List<WebhookEntry> mutating = List.of();

  /** Follows both kinds of configurations from now on. */
  public Configurations(Journal journal, Resource validating, Resource mutating) {
    this.journal = journal;
    this.validatingResource = validating;
    this.mutatingResource = mutating;
    var _ = journal.follow(validating, 0, _ -> read());
    var _ = journal.follow(mutating, 0, _ -> read());
  }

  /**
   * What is wrong with an entry.
   *
   * @param field within the entry
   */
  public record Problem(String field, String why) {}

  /** Why an entry cannot be followed; empty where it can. */
  public static Optional<Problem> problem(JsonNode entry) {
    int index = 0;
    for (JsonNode condition : entry.path("matchConditions")) {
      try {
        var _ = Conditions.compile(Json.array().add(condition));
      } catch (IllegalArgumentException e) {
        return Optional.of(
            new Problem(
                "matchConditions[" + index + "].expression", String.valueOf(e.getMessage())));
      }
      index++;
    }
    try {
      var _ = WebhookEntry.read(entry, false);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem("namespaceSelector", String.valueOf(e.getMessage())));
    }
  }

  private void read() {
    validating = entries(validatingResource, false);
    mutating = entries(mutatingResource, true);
  }

  private List<WebhookEntry> entries(Resource resource, boolean mutates) {
    List<WebhookEntry> entries = new ArrayList<>();
    journal
        .list(resource, "")
        .objects()
        .forEach(shown -> {
          for (JsonNode entry : shown.json().path("webhooks")) {
            entries.add(WebhookEntry.read(entry, mutates));
          }
        });
    return List.copyOf(entries);
  }

  List<WebhookEntry> validating() {
    return validating;
  }

  List<WebhookEntry> mutating() {
    return mutating;
  }
}
