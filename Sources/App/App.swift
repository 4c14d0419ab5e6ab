import Hummingbird
import Crypto
import CryptoExtras
import Logging
