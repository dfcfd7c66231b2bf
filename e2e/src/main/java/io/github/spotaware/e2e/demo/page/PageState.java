package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that the page knows. Immutable; each method gives what is known after one more change, and
 * nothing changes once the story is over: what comes then is the cluster being taken down.
 *
 * @param processes those of the project
 * @param askers who last asked to evict the pod of this name
 */
record PageState(
    ClusterState cluster, Story story, List<ProcessStatus> processes, Map<String, String> askers) {

  private static final Pattern ASKS = Pattern.compile("asks to (?:evict|delete) (\\S+)");
  private static final Pattern OURS = Pattern.compile("webhook-\\d+|scaler");
  private static final int MOST_ASKERS = 50;

  static PageState start(Instant now) {
    return new PageState(ClusterState.EMPTY, Story.preparing(now), List.of(), Map.of());
  }

  PageState seen(HasMetadata object, Instant at) {
    return with(cluster.seen(object, at));
  }

  PageState gone(HasMetadata object, Instant at) {
    return with(cluster.gone(object, at));
  }

  /** Those that are none of the project's are passed over. */
  PageState running(List<ProcessStatus> all) {
    List<ProcessStatus> ours =
        all.stream().filter(process -> OURS.matcher(process.name()).matches()).toList();
    return story.isOver() || ours.equals(processes)
        ? this
        : new PageState(cluster, story, ours, askers);
  }

  PageState prepared(String step, Instant at) {
    return with(story.prepared(step, at));
  }

  PageState scene(String title, Instant at) {
    return with(story.scene(title, at));
  }

  PageState begins(Instant at) {
    return with(story.begins(at));
  }

  PageState and(Happening happening) {
    Matcher asks = ASKS.matcher(happening.what());
    Map<String, String> next =
        asks.matches()
            ? Copies.atMost(
                MOST_ASKERS, Copies.with(askers, asks.group(1), happening.actor()), _ -> true)
            : askers;
    return story.isOver() ? this : new PageState(cluster, story.and(happening), processes, next);
  }

  PageState over(Outcome how) {
    return with(story.over(how));
  }

  private PageState with(ClusterState next) {
    return story.isOver() || next.equals(cluster)
        ? this
        : new PageState(next, story, processes, askers);
  }

  private PageState with(Story next) {
    return next == story ? this : new PageState(cluster, next, processes, askers);
  }
}
