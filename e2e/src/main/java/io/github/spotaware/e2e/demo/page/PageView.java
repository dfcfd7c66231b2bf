package io.github.spotaware.e2e.demo.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is told, as JSON: all but the timeline. Points in time are milliseconds since the
 * epoch by the clock of the demo's machine, durations milliseconds.
 *
 * @param now when this was true
 * @param phase {@code preparing}, {@code playing} or {@code over}
 * @param scene the title of what plays
 * @param pods all, on whatever node
 */
record PageView(
    long now,
    String phase,
    String scene,
    @Nullable Outcome outcome,
    List<ProcessView> processes,
    List<DeploymentView> deployments,
    List<NodeView> nodes,
    List<PodView> pods,
    List<HoldView> holds,
    List<ScheduleView> schedules) {

  /**
   * A process of the project.
   *
   * @param status {@code running}, {@code paused}, {@code stopped}, {@code killed} or {@code ended}
   */
  record ProcessView(String name, String status) {}

  /**
   * A Deployment.
   *
   * @param downtime of what is over, never rounded down to 0
   * @param downSince of what is not
   * @param history pairs of a time and how many serve from then on
   * @param until when it was removed
   */
  record DeploymentView(
      String id,
      String name,
      String namespace,
      @JsonProperty("protected") boolean isProtected,
      int wanted,
      int serving,
      long downtime,
      @Nullable Long downSince,
      boolean removed,
      @Nullable Long until,
      List<List<Long>> history) {}

  /**
   * A node.
   *
   * @param leaving it is going away, or gone
   */
  record NodeView(
      String name,
      boolean cordoned,
      boolean ready,
      boolean leaving,
      boolean gone,
      List<String> taints) {}

  /**
   * A pod.
   *
   * @param node empty while it has none
   * @param stage the name of a {@code PodStage} in small letters
   * @param replacement the pod of a surge that takes over
   * @param heldSince while its eviction is held
   */
  record PodView(
      String uid,
      String name,
      String node,
      String stage,
      @JsonProperty("protected") boolean isProtected,
      boolean replacement,
      @Nullable Long heldSince) {}

  /**
   * An eviction that is held.
   *
   * @param uid the pod's
   * @param until at the latest, when {@code max-hold} is over
   * @param asker who asks, if the demo told
   * @param webhooks who hold it, as far as they told
   * @param waitsFor the replacement, and how far it has come
   */
  record HoldView(
      String uid,
      String pod,
      long since,
      long until,
      @Nullable String asker,
      List<String> webhooks,
      String waitsFor) {}

  /**
   * A surge.
   *
   * @param meaning of its phase
   * @param due when it goes back to one replica
   */
  record ScheduleView(
      String name, String deployment, String phase, String meaning, String trigger, long due) {}
}
