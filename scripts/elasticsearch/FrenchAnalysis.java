package portal;

import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchMinimalStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.plugin.Inject;
import org.elasticsearch.plugin.NamedComponent;
import org.elasticsearch.plugin.analysis.AnalysisMode;
import org.elasticsearch.plugin.analysis.TokenFilterFactory;
import org.elasticsearch.plugin.settings.AnalysisSettings;
import org.elasticsearch.plugin.settings.BooleanSetting;
import org.elasticsearch.plugin.settings.IntSetting;
import org.elasticsearch.plugin.settings.ListSetting;
import org.elasticsearch.plugin.settings.StringSetting;

/**
 * The filters of the analysis-common module that French needs, which the server for tests comes without. Names and
 * settings are the official ones, so that one index definition works on this server and on any distribution; Lucene's
 * own classes do the work.
 */
public class FrenchAnalysis {
    private abstract static class Filter implements TokenFilterFactory {
        @Override
        public AnalysisMode getAnalysisMode() {
            return AnalysisMode.ALL;
        }

        @Override
        public TokenStream normalize(TokenStream stream) {
            return stream;
        }
    }

    @NamedComponent("asciifolding")
    public static class Folding extends Filter {
        public Folding() {}

        @Override
        public TokenStream create(TokenStream stream) {
            return new ASCIIFoldingFilter(stream);
        }

        @Override
        public TokenStream normalize(TokenStream stream) {
            return create(stream);
        }
    }

    @AnalysisSettings
    public interface ElisionSettings {
        @ListSetting(path = "articles")
        List<String> articles();

        @BooleanSetting(path = "articles_case", defaultValue = false)
        boolean articlesCase();
    }

    @NamedComponent("elision")
    public static class Elision extends Filter {
        private final CharArraySet articles;

        @Inject
        public Elision(ElisionSettings settings) {
            articles = new CharArraySet(settings.articles(), settings.articlesCase());
        }

        @Override
        public TokenStream create(TokenStream stream) {
            return new ElisionFilter(stream, articles);
        }
    }

    @AnalysisSettings
    public interface StemmerSettings {
        @StringSetting(path = "language", defaultValue = "light_french")
        String language();
    }

    @NamedComponent("stemmer")
    public static class Stemmer extends Filter {
        private final boolean minimal;

        @Inject
        public Stemmer(StemmerSettings settings) {
            minimal = settings.language().equals("minimal_french");
        }

        @Override
        public TokenStream create(TokenStream stream) {
            return minimal ? new FrenchMinimalStemFilter(stream) : new FrenchLightStemFilter(stream);
        }
    }

    @AnalysisSettings
    public interface EdgeSettings {
        @IntSetting(path = "min_gram", defaultValue = 1)
        int shortest();

        @IntSetting(path = "max_gram", defaultValue = 2)
        int longest();
    }

    @NamedComponent("edge_ngram")
    public static class Beginnings extends Filter {
        private final int shortest;
        private final int longest;

        @Inject
        public Beginnings(EdgeSettings settings) {
            shortest = settings.shortest();
            longest = settings.longest();
        }

        @Override
        public TokenStream create(TokenStream stream) {
            return new EdgeNGramTokenFilter(stream, shortest, longest, false);
        }
    }
}
