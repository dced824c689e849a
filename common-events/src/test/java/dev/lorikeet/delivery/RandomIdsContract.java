package dev.lorikeet.delivery;

final class RandomIdsContract extends IdsContract {
    @Override
    protected Ids ids() {
        return new RandomIds(() -> World.START);
    }
}
