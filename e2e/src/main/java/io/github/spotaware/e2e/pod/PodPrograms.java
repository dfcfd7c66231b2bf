package io.github.spotaware.e2e.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;

/** Where the programs of the project's containers come from on this machine. */
public interface PodPrograms {

  /**
   * The container's command and arguments, with the image's paths turned into local ones.
   *
   * @param process whose container it is, e.g. {@code webhook-0}
   */
  List<String> command(String process, Container container);
}
