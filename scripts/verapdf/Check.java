import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Check FILE…: one line "FILE: ok", or a line for each rule of PDF/UA-1 that the file breaks; exits with 1 if any does. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false);
                ValidationResult result = validator.validate(parser);
                if (result.isCompliant()) {
                    System.out.println(file + ": ok");
                    continue;
                }
                good = false;
                for (TestAssertion failure : result.getTestAssertions()) {
                    System.out.println(file + ": " + failure.getRuleId().getClause() + "-"
                        + failure.getRuleId().getTestNumber() + " " + failure.getMessage());
                }
            }
        }
        System.exit(good ? 0 : 1);
    }
}
