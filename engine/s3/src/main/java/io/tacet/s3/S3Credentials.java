package io.tacet.s3;

import java.util.List;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** Whether somebody has set up credentials for this process. Thread: any. */
public final class S3Credentials {
    private static final List<SdkSystemSetting> SETTINGS = List.of(
            SdkSystemSetting.AWS_ACCESS_KEY_ID,
            SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE,
            SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
            SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI);

    /** What makes a profile one with credentials, not only a region. */
    private static final List<String> PROPERTIES = List.of(
            "aws_access_key_id",
            "role_arn",
            "credential_process",
            "sso_session",
            "sso_start_url",
            "web_identity_token_file",
            "login_session");

    private S3Credentials() {}

    /**
     * Looks at environment, system properties and profile files, and sends nothing: the metadata service of an EC2 instance is not
     * asked, since everywhere else that means waiting for an address that does not answer.
     *
     * @return whether there are any
     */
    public static boolean configured() {
        if (SETTINGS.stream().anyMatch(s -> s.getStringValue().isPresent())) {
            return true;
        }
        String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
        return ProfileFile.defaultProfileFile()
                .profile(name)
                .filter(profile ->
                        PROPERTIES.stream().anyMatch(p -> profile.property(p).isPresent()))
                .isPresent();
    }
}
