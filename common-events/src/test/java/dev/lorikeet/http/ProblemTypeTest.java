package dev.lorikeet.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class ProblemTypeTest {

    /** As a service has them. */
    private enum Choir implements ProblemType {
        OUT_OF_TUNE;

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String title() {
            return "Out of tune";
        }

        @Override
        public String sentence() {
            return "Please sing that again.";
        }
    }

    @Test
    void givesTheBodyOfARefusalItsWords() {
        var body = JsonMapper.shared()
                .valueToTree(
                        Problem.of(Choir.OUT_OF_TUNE, Choir.OUT_OF_TUNE.sentence(), "The third bar.", "/songs", null,
                                List.of()));
        assertThat(body).isEqualTo(JsonMapper.shared().readTree("""
                {"type":"https://lorikeet.dev/problems/out-of-tune","title":"Out of tune","status":422,
                 "detail":"The third bar.","instance":"/songs","success":false,"error":"Please sing that again.",
                 "code":"OUT_OF_TUNE"}"""));
    }

    @Test
    void saysThePersonsSentenceWhereThereIsNoOther() {
        assertThat(Refused.because(Choir.OUT_OF_TUNE)).hasMessage("Please sing that again.");
    }

    @ParameterizedTest
    @CsvSource({"400,INVALID_REQUEST", "404,NOT_FOUND", "409,INVALID_REQUEST", "413,PAYLOAD_TOO_LARGE",
            "414,PAYLOAD_TOO_LARGE", "422,INVALID_REQUEST", "431,PAYLOAD_TOO_LARGE", "501,INTERNAL_ERROR",
            "503,UNAVAILABLE"})
    void isACommonOneForWhatTheFrameworkRefuses(int status, CommonProblem problem) {
        assertThat(Problems.typeOf(HttpStatusCode.valueOf(status))).isEqualTo(problem);
    }
}
