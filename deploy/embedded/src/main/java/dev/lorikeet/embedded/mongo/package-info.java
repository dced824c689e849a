/**
 * MongoDB's wire protocol over one file. Read {@link dev.lorikeet.embedded.mongo.EmbeddedMongo} first; what an
 * acknowledgement promises is in {@code GroupCommit}, how a query finds its index in {@code IndexPlanner}.
 */
@NullMarked
package dev.lorikeet.embedded.mongo;

import org.jspecify.annotations.NullMarked;
