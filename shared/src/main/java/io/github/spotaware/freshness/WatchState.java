package io.github.spotaware.freshness;

import io.github.spotaware.hold.Moment;
import java.util.Optional;

/**
 * What a process has noticed of one of its watches.
 *
 * @param listed a list has been read and told
 * @param open the API server has answered the watch, and has not ended it
 * @param asked when the list that it rests on was asked for
 * @param lastOpen when it was last seen open, or asked for
 * @param heard when it last told something new, an event or a bookmark, or was asked for
 * @param lastBroken when it was last seen not open after it had been
 */
public record WatchState(
    boolean listed,
    boolean open,
    Moment asked,
    Moment lastOpen,
    Moment heard,
    Optional<Moment> lastBroken) {

  /** The same as if it were open. */
  public WatchState whileOpen() {
    return new WatchState(listed, true, asked, lastOpen, heard, lastBroken);
  }
}
